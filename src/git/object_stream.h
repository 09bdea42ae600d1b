// SPDX-License-Identifier: Apache-2.0
//
// Single blobs that are too large to be held.
#pragma once

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

// A copy of the object that is loose, or packed and no delta. NotFound: not in
// the database. ResourceExhausted: stored as a delta only, which must be held.
// DataLoss: no copy of it has a header.
absl::StatusOr<std::unique_ptr<ObjectStream>> open_stream(
    std::shared_ptr<const PackSet> packs, const ObjectId& id);

}  // namespace patrol::git
