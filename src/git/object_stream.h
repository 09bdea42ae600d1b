// SPDX-License-Identifier: Apache-2.0
//
// Single blobs that are too large to be held.
#pragma once

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "git/pack_set.h"
#include "model/object.h"

namespace patrol::git {

// The bytes of one object, which are read once.
class ObjectStream : public ByteStream {
 public:
  virtual ObjectType type() const = 0;
  // All was read, and it was sound.
  virtual bool complete() = 0;
};

// Which copy of a blob that is there more than once: the first, or the first
// that is sound. That is found out by reading it to its end, so the copy is
// read twice.
enum class Copies { any, sound };

// A copy of the blob that is loose, or packed and no delta. Where there is only
// one copy, it is not looked at beforehand. NotFound: not in the database.
// ResourceExhausted: it is larger than `max_size`, or must be held, being a
// delta or no blob. DataLoss: its copies are damaged.
absl::StatusOr<std::unique_ptr<ObjectStream>> open_stream(
    const std::shared_ptr<const PackSet>& packs, const ObjectId& id,
    std::uint64_t max_size, Copies which);

}  // namespace patrol::git
