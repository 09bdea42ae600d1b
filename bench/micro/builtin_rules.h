// SPDX-License-Identifier: Apache-2.0
//
// The built-in rules with their examples, which the binary's compiled form
// leaves out.
#pragma once

#include <string>
#include <vector>

#include "model/rule.h"

namespace patrol::bench {

// Loaded once. Ends the program when a rule file is wrong.
const RuleSet& builtin_rules();

// The texts of all examples.
std::vector<std::string> example_texts();

}  // namespace patrol::bench
