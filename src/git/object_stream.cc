// SPDX-License-Identifier: Apache-2.0
#include "git/object_stream.h"

#include <string>
#include <utility>

#include "git/inflate_stream.h"
#include "git/loose.h"
#include "git/loose_stream.h"

namespace patrol::git {
namespace {

// An entry of a pack that is no delta.
class PackedStream : public ObjectStream {
 public:
  PackedStream(std::shared_ptr<const PackSet> packs, const Pack& pack,
               const EntryHeader& header)
      : packs_(std::move(packs)),
        type_(object_type(header.type)),
        // Where the next entry begins is not known; the stream ends by itself.
        inflated_(pack.stream(header.data, pack.entries_end()), header.size,
                  [&pack](std::size_t) { pack.release_pages(); }) {}

  ObjectType type() const override { return type_; }
  std::uint64_t size() const override { return inflated_.size(); }
  std::size_t read(std::span<char> room) override {
    return inflated_.read(room);
  }
  bool complete() override { return inflated_.complete(); }

 private:
  std::shared_ptr<const PackSet> packs_;
  ObjectType type_;
  InflateStream inflated_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ObjectStream>> open_stream(
    std::shared_ptr<const PackSet> packs, const ObjectId& id) {
  absl::Status error;
  for (std::size_t number = 0; auto place = packs->find(id, number);) {
    const Pack& pack = place->pack->pack;
    const auto header = pack.header(place->offset);
    if (header && !is_delta(header->type)) {
      return std::make_unique<PackedStream>(std::move(packs), pack, *header);
    }
    error.Update(header ? absl::ResourceExhaustedError("stored as a delta")
                        : absl::DataLossError("damaged in its pack"));
  }
  for (const std::string& folder : packs->folders()) {
    auto loose = LooseStream::open(folder + loose_name(id));
    if (loose.ok()) return *std::move(loose);
    if (!absl::IsNotFound(loose.status())) error.Update(loose.status());
  }
  if (!error.ok()) return error;
  return absl::NotFoundError("not in the object database");
}

}  // namespace patrol::git
