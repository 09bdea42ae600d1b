// SPDX-License-Identifier: Apache-2.0
#include "source/read_object.h"

#include <utility>

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
