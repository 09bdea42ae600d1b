// SPDX-License-Identifier: Apache-2.0
//
// Reads one git object for a source.
#pragma once

#include <string>
#include <string_view>

#include "git/repository.h"
#include "source/object_source.h"

namespace patrol::source {

// Visits the object under `path`, or counts why it could not be read.
void read_object(const git::Repository& repository, const ObjectId& id,
                 std::string_view path, std::uint64_t max_size,
                 const ObjectSource::Visit& visit, Coverage& coverage);

// A copy of the object's bytes.
absl::StatusOr<std::string> object_content(const git::Repository& repository,
                                           const ObjectId& id);

}  // namespace patrol::source
