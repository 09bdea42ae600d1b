// SPDX-License-Identifier: Apache-2.0
//
// Reads one git object for a source.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "git/object_reader.h"
#include "git/repository.h"
#include "model/memory_plan.h"
#include "source/object_source.h"

namespace patrol::source {

// Visits the object under `path`, or counts why it could not be read.
void tell(const ObjectId& id, const absl::StatusOr<git::RawObject>& object,
          std::string_view path, const ObjectSource::Visit& visit,
          Coverage& coverage);

// How much of one object may be held.
struct ReadBounds {
  std::uint64_t max_size = UINT64_MAX;  // of objects that are visited
  MemoryPlan memory;
  // Held while an object larger than a piece is; shared by all workers. Null:
  // there is only one.
  std::mutex* large = nullptr;
};

// Visits the object under `path`; a blob that is larger than a piece and not
// stored as a delta is visited as a stream. NotFound: not in the database.
// DataLoss: damaged; it may have been visited. ResourceExhausted: too large.
absl::Status visit_object(const std::shared_ptr<const git::PackSet>& packs,
                          git::ObjectReader& reader, const ObjectId& id,
                          std::string_view path, const ReadBounds& bounds,
                          const ObjectSource::Visit& visit);

// Counts why the object could not be read, and `why_missing` if it is.
void count_unread(const ObjectId& id, const absl::Status& status,
                  Coverage& coverage, std::string_view why_missing = "");

// `visit` after a check that the object's bytes are what its id names; if not,
// that is counted in `coverage`, which must outlive the result.
ObjectSource::Visit verifying(ObjectSource::Visit visit, Coverage& coverage);

// A copy of the object's bytes; errors as those of Repository::read().
absl::StatusOr<std::string> object_content(const git::Repository& repository,
                                           const ObjectId& id,
                                           std::uint64_t max_size);

}  // namespace patrol::source
