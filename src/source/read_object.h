// SPDX-License-Identifier: Apache-2.0
//
// Reads one git object for a source.
#pragma once

#include <string>
#include <string_view>

#include "git/object_reader.h"
#include "git/repository.h"
#include "source/object_source.h"

namespace patrol::source {

// Visits the object under `path`, or counts why it could not be read.
void tell(const ObjectId& id, const absl::StatusOr<git::RawObject>& object,
          std::string_view path, const ObjectSource::Visit& visit,
          Coverage& coverage);

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
