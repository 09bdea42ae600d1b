// SPDX-License-Identifier: Apache-2.0
//
// patrol rules list | explain | test | check, and patrol verify.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "cli/options.h"
#include "model/rule.h"

namespace patrol::cli {

// Is the rule named on the command line? Without names all are.
bool is_wanted(const Arguments& arguments, const Rule& rule);
// OK when every name on the command line is one of some rule.
absl::Status check_names(const Arguments& arguments, const RuleSet& set);
// "1 rule", "2 rules".
std::string counted(std::size_t number, const std::string& noun);

// Warns of the user's rules with anchors that nearly any text matches.
void warn_of_bare_anchors(const RuleSet& rules);

int run_rules_list(const Arguments& arguments);
int run_rules_explain(const Arguments& arguments);
int run_rules_test(const Arguments& arguments);
// Prints where each rule is searched for, how wide it is, its share of the
// database, its speed on a text made to slow it, and, with a sample, how much it
// slows the search for all. kFindings: some cost too much.
int run_rules_check(const Arguments& arguments);
int run_verify(const Arguments& arguments);

}  // namespace patrol::cli
