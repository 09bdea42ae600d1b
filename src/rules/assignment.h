// SPDX-License-Identifier: Apache-2.0
//
// The one shape of tokens that only their surroundings give away:
// a keyword, an assignment on the same line, the value, a delimiter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace patrol::rules {

// The pattern for `keywords` (regular expressions, matched in any case) and
// `value` (a regular expression; the group "secret"). Both without layout.
std::string assignment_pattern(const std::vector<std::string>& keywords,
                               std::string_view value);

}  // namespace patrol::rules
