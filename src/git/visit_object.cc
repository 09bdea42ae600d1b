// SPDX-License-Identifier: Apache-2.0
#include "git/visit_object.h"

#include <algorithm>

#include "git/object_stream.h"

namespace patrol::git {
namespace {

absl::Status visit_whole(ObjectReader& reader, const Named& named,
                         std::uint64_t max_size, const Visit& visit) {
  const absl::StatusOr<RawObject> object = reader.read(named.id, max_size);
  if (!object.ok()) return object.status();
  visit({.id = named.id,
         .type = object->type(),
         .path = named.path,
         .content = object->content(),
         .number = named.number});
  return absl::OkStatus();
}

absl::Status visit_stream(ObjectStream& bytes, const Named& named,
                          const Visit& visit) {
  visit({.id = named.id,
         .type = ObjectType::blob,
         .path = named.path,
         .stream = &bytes,
         .number = named.number});
  return bytes.complete() ? absl::OkStatus()
                          : absl::DataLossError("its zlib stream is damaged");
}

}  // namespace

absl::Status visit_object(const std::shared_ptr<const PackSet>& packs,
                          ObjectReader& reader, const Named& named,
                          const ReadBounds& bounds, const Visit& visit) {
  const std::uint64_t most = std::min(bounds.max_size, bounds.memory.piece);
  const absl::Status status = visit_whole(reader, named, most, visit);
  return absl::IsResourceExhausted(status)
             ? visit_large_object(packs, reader, named, bounds, visit)
             : status;
}

// A stream that was searched cannot be taken back: so a damaged one is the last
// resort, after a delta that must be held.
absl::Status visit_large_object(const std::shared_ptr<const PackSet>& packs,
                                ObjectReader& reader, const Named& named,
                                const ReadBounds& bounds, const Visit& visit) {
  const auto sound =
      open_stream(packs, named.id, bounds.max_size, Copies::sound);
  if (sound.ok()) return visit_stream(**sound, named, visit);
  {
    std::unique_lock<std::mutex> large;
    if (bounds.large) large = std::unique_lock(*bounds.large);
    const std::uint64_t most = std::min(bounds.max_size, bounds.memory.whole);
    const absl::Status whole = visit_whole(reader, named, most, visit);
    if (whole.ok() || absl::IsNotFound(whole)) return whole;
  }
  const auto any = open_stream(packs, named.id, bounds.max_size, Copies::any);
  if (any.ok()) return visit_stream(**any, named, visit);
  return sound.status();
}

}  // namespace patrol::git
