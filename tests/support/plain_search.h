// SPDX-License-Identifier: Apache-2.0
//
// The oracle of matching: RE2 over the whole text, from left to right, and no
// cleverness.
#pragma once

#include <string_view>
#include <vector>

#include "model/match.h"
#include "model/rule.h"

namespace patrol::test {

// All matches of all rules, sorted by rule and offset.
std::vector<Match> plain_search(const RuleSet& rules, std::string_view text);

}  // namespace patrol::test
