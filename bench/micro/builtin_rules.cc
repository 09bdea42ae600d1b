// SPDX-License-Identifier: Apache-2.0
#include "builtin_rules.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "rules/loader.h"
#include "scan/engine.h"

namespace patrol::bench {
namespace {

RuleSet load() {
  RuleSet set;
  for (const auto& [file, text] : scan::builtin_rule_files()) {
    absl::StatusOr<std::vector<Rule>> rules = rules::parse_rules(text, file);
    if (!rules.ok()) {
      std::fprintf(stderr, "%s\n", rules.status().ToString().c_str());
      std::exit(EXIT_FAILURE);
    }
    std::move(rules->begin(), rules->end(), std::back_inserter(set.rules));
  }
  return set;
}

}  // namespace

const RuleSet& builtin_rules() {
  static const RuleSet kRules = load();
  return kRules;
}

std::vector<std::string> example_texts() {
  std::vector<std::string> texts;
  for (const Rule& rule : builtin_rules().rules) {
    for (const Example& example : rule.examples) texts.push_back(example.text);
  }
  return texts;
}

}  // namespace patrol::bench
