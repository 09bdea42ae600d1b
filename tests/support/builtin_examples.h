// SPDX-License-Identifier: Apache-2.0
//
// The built-in rules with their examples, which a scan does without.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rules/loader.h"
#include "scan/engine.h"

namespace patrol::test {

inline std::vector<Rule> builtin_rules_with_examples() {
  std::vector<Rule> all;
  for (const auto& [file, text] : scan::builtin_rule_files()) {
    auto rules = rules::parse_rules(text, file);
    EXPECT_TRUE(rules.ok()) << rules.status();
    if (!rules.ok()) continue;
    std::move(rules->begin(), rules->end(), std::back_inserter(all));
  }
  return all;
}

// The texts of all examples and counter-examples.
inline std::vector<std::string> builtin_example_texts() {
  std::vector<std::string> all;
  for (const Rule& rule : builtin_rules_with_examples()) {
    for (const Example& each : rule.examples) all.push_back(each.text);
    for (const CounterExample& each : rule.counter_examples) {
      all.push_back(each.text);
    }
  }
  return all;
}

}  // namespace patrol::test
