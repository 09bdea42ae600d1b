// SPDX-License-Identifier: Apache-2.0
//
// --ci: the selection that the environment of continuous integration means.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "scan/target.h"

namespace patrol::cli {

struct CiSelection {
  scan::GitSelection git;
  std::string why;     // which range, and why: one line
  std::string advice;  // where the clone turns out not to be enough
};

// `path` as of `patrol git`. InvalidArgument: no system that is known, or it
// says what makes no sense. NotFound and others: as Repository::open().
absl::StatusOr<CiSelection> ci_selection(const std::string& path);

}  // namespace patrol::cli
