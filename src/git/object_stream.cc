// SPDX-License-Identifier: Apache-2.0
#include "git/object_stream.h"

#include <filesystem>
#include <functional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "git/inflate_stream.h"
#include "git/loose.h"
#include "git/loose_stream.h"
#include "model/memory_plan.h"

namespace patrol::git {
namespace {

constexpr std::size_t kRead = std::size_t{1} << 20;

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

using Stream = absl::StatusOr<std::unique_ptr<ObjectStream>>;
using Open = std::function<Stream()>;

Stream open_packed(const std::shared_ptr<const PackSet>& packs,
                   const PackPlace& place) {
  const Pack& pack = place.pack->pack;
  const auto header = pack.header(place.offset);
  if (!header) return absl::DataLossError("damaged in its pack");
  if (is_delta(header->type)) return absl::ResourceExhaustedError(kNoRoom);
  return std::make_unique<PackedStream>(packs, pack, *header);
}

// How to open each copy, whether it can be streamed or not.
std::vector<Open> copies_of(const std::shared_ptr<const PackSet>& packs,
                            const ObjectId& id) {
  std::vector<Open> copies;
  for (std::size_t number = 0; const auto place = packs->find(id, number);) {
    copies.push_back([&packs, place] { return open_packed(packs, *place); });
  }
  for (const std::string& folder : packs->folders()) {
    std::string path = folder + loose_name(id);
    std::error_code error;
    if (!std::filesystem::exists(path, error) && !error) continue;
    copies.push_back([path = std::move(path)]() -> Stream {
      return LooseStream::open(path);
    });
  }
  return copies;
}

Stream open_blob(const Open& open, std::uint64_t max_size) {
  Stream stream = open();
  if (!stream.ok()) return stream;
  if ((*stream)->size() > max_size) {
    return absl::ResourceExhaustedError(kTooLarge);
  }
  if ((*stream)->type() != ObjectType::blob) {
    return absl::ResourceExhaustedError(kNoRoom);
  }
  return stream;
}

bool is_sound(ObjectStream& stream) {
  std::vector<char> room(kRead);
  while (stream.read(room) == room.size()) {
  }
  return stream.complete();
}

}  // namespace

Stream open_stream(const std::shared_ptr<const PackSet>& packs,
                   const ObjectId& id, std::uint64_t max_size, Copies which) {
  const std::vector<Open> copies = copies_of(packs, id);
  const bool check = which == Copies::sound && copies.size() > 1;
  absl::Status error;
  for (const Open& open : copies) {
    Stream stream = open_blob(open, max_size);
    if (stream.ok()) {
      if (!check) return stream;
      if (is_sound(**stream)) return open();
      error.Update(absl::DataLossError("its zlib stream is damaged"));
    } else if (!absl::IsNotFound(stream.status())) {
      error.Update(stream.status());
    }
  }
  if (!error.ok()) return error;
  return absl::NotFoundError("not in the object database");
}

}  // namespace patrol::git
