// SPDX-License-Identifier: Apache-2.0
//
// patrol rules list | explain | test, and patrol verify.
#pragma once

#include "cli/options.h"

namespace patrol::cli {

// Warns of the user's rules with anchors that nearly any text matches.
void warn_of_bare_anchors(const RuleSet& rules);

int run_rules_list(const Arguments& arguments);
int run_rules_explain(const Arguments& arguments);
int run_rules_test(const Arguments& arguments);
int run_verify(const Arguments& arguments);

}  // namespace patrol::cli
