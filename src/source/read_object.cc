// SPDX-License-Identifier: Apache-2.0
#include "source/read_object.h"

#include <algorithm>
#include <utility>

#include "git/object_stream.h"
#include "git/objects.h"

namespace patrol::source {
namespace {

GapReason reason_of(const absl::Status& status) {
  if (absl::IsNotFound(status)) return GapReason::missing_object;
  if (absl::IsResourceExhausted(status)) return GapReason::too_large;
  return GapReason::corrupt_object;
}

}  // namespace

void tell(const ObjectId& id, const absl::StatusOr<git::RawObject>& object,
          std::string_view path, const ObjectSource::Visit& visit,
          Coverage& coverage) {
  if (object.ok()) {
    visit({id, object->type(), path, object->content()});
    return;
  }
  count_unread(id, object.status(), coverage);
}

void count_unread(const ObjectId& id, const absl::Status& status,
                  Coverage& coverage, std::string_view why_missing) {
  std::string why(status.message());
  if (absl::IsNotFound(status)) why += why_missing;
  coverage.add_gap(reason_of(status), id.hex(), std::move(why));
}

namespace {

absl::Status visit_stream(git::ObjectStream& bytes, const ObjectId& id,
                          std::string_view path,
                          const ObjectSource::Visit& visit) {
  visit({.id = id, .type = bytes.type(), .path = path, .stream = &bytes});
  return bytes.complete() ? absl::OkStatus()
                          : absl::DataLossError("its zlib stream is damaged");
}

absl::Status no_room(const ReadBounds& bounds) {
  return absl::ResourceExhaustedError(
      bounds.max_size <= bounds.memory.whole ? kTooLarge : kNoRoom);
}

absl::Status visit_whole(git::ObjectReader& reader, const ObjectId& id,
                         std::string_view path, const ReadBounds& bounds,
                         std::uint64_t max_size,
                         const ObjectSource::Visit& visit) {
  const auto object = reader.read(id, std::min(max_size, bounds.max_size));
  if (absl::IsResourceExhausted(object.status())) return no_room(bounds);
  if (!object.ok()) return object.status();
  visit({id, object->type(), path, object->content()});
  return absl::OkStatus();
}

}  // namespace

absl::Status visit_object(const std::shared_ptr<const git::PackSet>& packs,
                          git::ObjectReader& reader, const ObjectId& id,
                          std::string_view path, const ReadBounds& bounds,
                          const ObjectSource::Visit& visit) {
  const MemoryPlan& memory = bounds.memory;
  absl::Status status =
      visit_whole(reader, id, path, bounds, memory.piece, visit);
  if (!absl::IsResourceExhausted(status)) return status;
  const auto stream = git::open_stream(packs, id);
  if (stream.ok() && (*stream)->size() > bounds.max_size) {
    return absl::ResourceExhaustedError(kTooLarge);
  }
  if (stream.ok() && (*stream)->type() == ObjectType::blob) {
    return visit_stream(**stream, id, path, visit);
  }
  std::unique_lock<std::mutex> large;
  if (bounds.large) large = std::unique_lock(*bounds.large);
  return visit_whole(reader, id, path, bounds, memory.whole, visit);
}

namespace {

// Hashes what is read of another.
class HashedStream : public ByteStream {
 public:
  HashedStream(ByteStream& bytes, std::size_t id_size)
      : bytes_(bytes), hasher_(ObjectType::blob, bytes.size(), id_size) {}

  std::uint64_t size() const override { return bytes_.size(); }
  std::size_t read(std::span<char> room) override {
    const std::size_t got = bytes_.read(room);
    hasher_.add({room.data(), got});
    return got;
  }
  ObjectId id() { return hasher_.finish(); }

 private:
  ByteStream& bytes_;
  git::IdHasher hasher_;
};

void check_id(const ObjectId& expected, const ObjectId& id,
              Coverage& coverage) {
  if (id == expected) return;
  coverage.add_gap(GapReason::wrong_object_id, expected.hex(),
                   "its bytes are those of " + id.hex());
}

}  // namespace

ObjectSource::Visit verifying(ObjectSource::Visit visit, Coverage& coverage) {
  return [visit = std::move(visit), &coverage](const Object& object) {
    if (object.stream) {
      HashedStream hashed(*object.stream, object.id.size);
      Object copy = object;
      copy.stream = &hashed;
      visit(copy);
      return check_id(object.id, hashed.id(), coverage);
    }
    if (!object.name_only) {
      check_id(object.id,
               git::id_of(object.type, object.content, object.id.size),
               coverage);
    }
    visit(object);
  };
}

absl::StatusOr<std::string> object_content(const git::Repository& repository,
                                           const ObjectId& id,
                                           std::uint64_t max_size) {
  absl::StatusOr<git::RawObject> object = repository.read(id, max_size);
  if (!object.ok()) return object.status();
  return std::string(object->content());
}

}  // namespace patrol::source
