// SPDX-License-Identifier: Apache-2.0
//
// How a candidate is assigned: the name, what joins it to the value, the lines.
#pragma once

#include <string_view>

#include "filter/plausibility.h"

namespace patrol::filter {

struct Surroundings {
  std::string_view name;        // that the value is given to
  std::string_view between;     // from the name to the value
  std::string_view line;        // before the name, on its line
  std::string_view line_above;
  std::string_view behind;      // from the value to the end of its line
};

// Of `name="token" value="…"` the name is "token", and so it is of
// `String token = "…"` and `token: String = "…"`. The views are the candidate's.
Surroundings surroundings_of(const Candidate& candidate);

}  // namespace patrol::filter
