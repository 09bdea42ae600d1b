// SPDX-License-Identifier: Apache-2.0
//
// What a rule costs where it costs most: on a text made to imitate it. Both
// engines are linear in the text for one search, but a pattern may make them
// start anew for each of many matches, hold very many states, or look very far.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "model/rule.h"

namespace patrol::match {

struct Cost {
  std::size_t database_bytes = 0;     // of the rule's anchor alone
  std::size_t program_size = 0;       // RE2's instructions for the pattern
  double bytes_per_us = 0;            // on the worst text; MB a second
  // How much longer four times the text takes; 4 for a rule that is linear.
  double growth = 0;
  std::string text;  // the beginning of the worst text
};

// Takes some 10 ms for a cheap rule, and bounded time for any. Errors are
// those of Database::compile().
absl::StatusOr<Cost> measure_cost(const Rule& rule);

// How much longer a search of `sample` takes with rule number `rule` than
// without it; 0.01 for a hundredth. Below some thousandths it is noise. Compiles
// all rules twice, which takes seconds.
absl::StatusOr<double> measure_share(const RuleSet& rules, std::size_t rule,
                                     std::string_view sample);

// What to tell of such a rule; "" when the cost is fine.
std::string cost_complaint(const Cost& cost);

// Texts of `size` bytes out of what `pattern` is made of: its letters in
// order, their beginnings, each over and over, and in no order. For tests.
std::vector<std::string> imitations(const std::string& pattern,
                                    std::size_t size);

}  // namespace patrol::match
