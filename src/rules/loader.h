// SPDX-License-Identifier: Apache-2.0
//
// Reads rules from TOML. One file a provider; CONTRIBUTING.md has the schema.
// Every error names file, line and column: "rules/x.toml:12:3: unknown key
// 'patern' in [[rule]] (did you mean 'pattern'?)".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "model/rule.h"

namespace patrol::rules {

// The rules in `text`; `file` is used in messages.
absl::StatusOr<std::vector<Rule>> parse_rules(std::string_view text,
                                              std::string_view file);
absl::StatusOr<std::vector<Rule>> load_rule_file(const std::string& path);

// All `*.toml` of a folder, sorted by name; duplicate ids are errors.
absl::StatusOr<RuleSet> load_rule_folder(const std::string& path);

// OK, or InvalidArgument with the place of the second rule of an id.
absl::Status check_unique(const std::vector<Rule>& rules);

// Strips layout from a pattern as PCRE's (?x) would: white space and
// `#`-comments outside character classes, unless escaped.
std::string expand_layout(std::string_view pattern);

// The rules as bytes for embedding, and back. Not a public format: both ends
// are of one build.
std::string serialise(const RuleSet& rules);
absl::StatusOr<RuleSet> deserialise(std::string_view bytes);

}  // namespace patrol::rules
