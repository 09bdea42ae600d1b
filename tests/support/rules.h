// SPDX-License-Identifier: Apache-2.0
//
// Rules for tests, without a file.
#pragma once

#include <string>
#include <utility>

#include "model/rule.h"

namespace patrol::test {

inline Rule make_rule(std::string id, std::string pattern,
                      std::string anchor = "") {
  Rule rule;
  rule.id = std::move(id);
  rule.name = "Test rule";
  rule.provider = rule.provider_name = "test";
  rule.pattern = std::move(pattern);
  rule.anchor = anchor.empty() ? rule.pattern : std::move(anchor);
  rule.page = "https://test.example";
  rule.file = "test.toml";
  rule.line = 7;
  return rule;
}

}  // namespace patrol::test
