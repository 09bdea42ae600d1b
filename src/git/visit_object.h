// SPDX-License-Identifier: Apache-2.0
//
// Visits single objects of any size, from a copy that is sound.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>

#include "absl/status/status.h"
#include "git/object_reader.h"
#include "git/pack_set.h"
#include "model/memory_plan.h"
#include "model/object.h"

namespace patrol::git {

// How much of one object may be held.
struct ReadBounds {
  std::uint64_t max_size = UINT64_MAX;  // of objects that are visited
  MemoryPlan memory;
  // Held while an object larger than a piece is; shared by all workers. Null:
  // there is only one.
  std::mutex* large = nullptr;
};

using Visit = std::function<void(const Object& object)>;

// What is known of an object before it is read, for its visitor.
struct Named {
  ObjectId id;
  std::string_view path = {};
  std::uint32_t number = UINT32_MAX;
};

// Reads an object and visits it once. A blob that is larger than a piece and
// not stored as a delta is visited as a stream. NotFound: not in the database.
// DataLoss: no copy of it is sound; the beginning of one may have been visited.
// ResourceExhausted: too large. Must not be called while `bounds.large` is held.
absl::Status visit_object(const std::shared_ptr<const PackSet>& packs,
                          ObjectReader& reader, const Named& named,
                          const ReadBounds& bounds, const Visit& visit);
// The same of an object that is known to be larger than a piece.
absl::Status visit_large_object(const std::shared_ptr<const PackSet>& packs,
                                ObjectReader& reader, const Named& named,
                                const ReadBounds& bounds, const Visit& visit);

}  // namespace patrol::git
