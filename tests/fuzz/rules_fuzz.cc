// SPDX-License-Identifier: Apache-2.0
//
// Rule files of users, and the embedded form of the built-in ones.
#include "fuzz/check.h"
#include "rules/loader.h"

using namespace patrol;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto parsed = rules::parse_rules(text, "x.toml");
  if (parsed.ok()) {
    const RuleSet set{*parsed};
    const std::string bytes = rules::serialise(set);
    const auto again = rules::deserialise(bytes);
    fuzz::require(again.ok(), "what was written can be read");
    fuzz::require(rules::serialise(*again) == bytes, "and is the same");
  } else {
    fuzz::require(parsed.status().message().substr(0, 7) == "x.toml:",
                  "an error names its file");
  }
  const std::string expanded = rules::expand_layout(text);
  fuzz::require(expanded.size() <= text.size(), "layout is only taken away");
  fuzz::require(rules::expand_layout(expanded).size() <= expanded.size(),
                "and again");
  const auto damaged = rules::deserialise(text);
  if (damaged.ok()) {
    fuzz::require(rules::serialise(*damaged).size() == text.size(),
                  "nothing is left over");
  }
  return 0;
}
