// SPDX-License-Identifier: Apache-2.0
#include "match/anchor_shape.h"

#include <gtest/gtest.h>

#include <optional>
#include <string_view>

namespace patrol::match {
namespace {

Gate gate(std::string_view text) {
  const auto expression = base::read_expression(text);
  return expression ? gate_of(*expression) : Gate::none;
}

bool in_line(std::string_view text) {
  const auto expression = base::read_expression(text);
  return expression && stays_in_line(*expression);
}

TEST(GateOf, KnowsLongRuns) {
  for (const char* expression :
       {"ghp_[0-9A-Za-z]{36}", R"(\b(?P<secret>ab_\w{17})(?:[^0-9a-z]|\z))",
        "https://hooks[.]x[.]com/[a-z]{24}", "(?:[0-9a-f]{32}|[A-Z]{20})",
        "(?i:[a-f]{8}-(?:[a-f]{4}-){3}[a-f]{12})", "a{20}|b{30}",
        "[0-9]{2}x?[.+/-]{18}", "[\"'][0-9]{20,40}[\"']"}) {
    EXPECT_EQ(gate(expression), Gate::run) << expression;
  }
  for (const char* expression :
       {"ghp_[0-9A-Za-z]{15}", "[0-9a-z:]{40}", "key=[0-9a-z]{19}",
        "[a-z]{10}(?:-|:)[a-z]{18}", "a{20}|b{19}", ".{40}", "[a-z]*",
        "password = [0-9a-f]{32}", "[0-9]{20}@example", "(?:a{30})?b{19}",
        "[[:alpha:]]{30}", "\\pL{30}"}) {
    EXPECT_EQ(gate(expression), Gate::none) << expression;
  }
}

TEST(GateOf, KnowsAuthorities) {
  for (const char* expression :
       {"https?://[a-z]{1,9}:[0-9A-Za-z_.~%-]{4,192}@[0-9a-z]",
        "(?:redis|rediss)(?:[+]x)?://(?:[a-z]{1,4})?:[a-z$]{2,9}@"}) {
    EXPECT_EQ(gate(expression), Gate::authority) << expression;
  }
  for (const char* expression :
       {"https?://[a-z]{1,9}:[0-9A-Za-z/]{4,192}@", "https?://[a-z]{1,9}/",
        "[a-z]{41}://[a-z]{3}@", "a://b@[a-z]{3}", "a://(?:b@)?"}) {
    EXPECT_EQ(gate(expression), Gate::none) << expression;
  }
}

TEST(StaysInLine, KnowsWhatCannotMatchALineFeed) {
  for (const char* expression :
       {"abc", R"(ab\.c)", R"(\bab\d{3}\w+)", "[a-z]{3}", R"([^\n]{3})",
        R"([^\s"])", "(?i:ab|cd)", "(?P<secret>a.c)", R"(a[\]]b)", "[]a]",
        R"(a\s)", R"(a\n)", R"(\W)", R"(\D)", R"(a\x0a)", "[^a]?", R"(a\z)", R"(abc(?:[^0-9a-z]|\z))", "(?:ab[^c])"}) {
    EXPECT_TRUE(in_line(expression)) << expression;
  }
  for (const char* expression :
       {R"(a\sb)", R"(a\n$b)", R"([\s]a)", R"([\n]a)",
        "(?s:a.c)", R"(a\x0ab)", R"(\W\D)", R"([\x00-\x20]a)", "a\nb", "[[:space:]]",
        R"((?:[^a]|\z)b)", "[^a]{2}", "[^a]?b",
        R"([\t-~]a)", R"([^\S]a)", "(?m)^a"}) {
    EXPECT_FALSE(in_line(expression)) << expression;
  }
}

}  // namespace
}  // namespace patrol::match
