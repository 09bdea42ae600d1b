// SPDX-License-Identifier: Apache-2.0
//
// Which commits of a clone an event is about. In doubt more are chosen, never
// fewer: where the commit that was there before is not told or not there, the
// range begins at the default branch, and where that is what was pushed to, at
// the beginning of history.
#pragma once

#include <string>
#include <vector>

#include "ci/event.h"
#include "git/repository.h"

namespace patrol::ci {

struct Range {
  // "A..B" or "B", in full ids; none: every object of the repository.
  std::vector<std::string> ranges;
  // Commits to be scanned that the clone does not have.
  std::vector<std::string> absent;
  std::string why;  // one line: "GitHub Actions, push to 'main': 1234..5678"
};

// Only reads.
Range find_range(const Event& event, const git::Repository& repository);

}  // namespace patrol::ci
