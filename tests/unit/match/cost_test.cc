// SPDX-License-Identifier: Apache-2.0
#include "match/cost.h"

#include <gtest/gtest.h>

#include "support/rules.h"

namespace patrol::match {
namespace {

using test::make_rule;

std::string complaint_of(const std::string& pattern,
                         const std::string& anchor = "") {
  const auto cost = measure_cost(make_rule("r", pattern, anchor));
  EXPECT_TRUE(cost.ok()) << cost.status();
  return cost.ok() ? cost_complaint(*cost) : "";
}

TEST(Cost, AnOrdinaryRuleIsFine) {
  EXPECT_EQ(complaint_of(R"(\bacme_[0-9a-zA-Z]{36}\b)"), "");
  EXPECT_EQ(complaint_of("BEGIN KEY[^-]{0,90}END KEY", "BEGIN KEY"), "");
}

// Each match looks through all that follows for an end that never comes.
TEST(Cost, ARuleThatStartsAnewForEachMatchIsTold) {
  EXPECT_NE(complaint_of("key(?:[a-z]*!)?", "key").find("square"),
            std::string::npos);
}

TEST(Cost, AVeryLargePatternIsTold) {
  std::string pattern = "key=";
  for (int i = 0; i < 30; ++i) pattern += "[0-9a-f]{900}-";
  EXPECT_NE(complaint_of(pattern, "key=")
                .find("instructions"),
            std::string::npos);
}

TEST(Cost, ImitationsAreMadeOfThePattern) {
  const auto texts = imitations(R"(\bab[c-d]{2,9}(?:\.|x)$)", 8);
  EXPECT_EQ(texts[0], "abc-d.xa");
  for (const std::string& text : texts) EXPECT_EQ(text.size(), 8u);
}

TEST(Cost, APatternThatDoesNotCompileIsAnError) {
  EXPECT_FALSE(measure_cost(make_rule("r", "a(")).ok());
}

}  // namespace
}  // namespace patrol::match
