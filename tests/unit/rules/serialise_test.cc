// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "rules/loader.h"
#include "support/rules.h"

namespace patrol::rules {
namespace {

RuleSet sample() {
  RuleSet set;
  Rule rule = test::make_rule("one", "a+", "a");
  rule.severity = Severity::critical;
  rule.confidence = Confidence::high;
  rule.grants = std::string("any\0byte\xff", 9);
  rule.verifier = "acme";
  rule.min_entropy = 3.25;
  rule.language_test = true;
  rule.tags = {"", "two"};
  rule.revoke = "r";
  rule.rotate = "t";
  set.rules = {rule, test::make_rule("two", "b")};
  return set;
}

void expect_equal(const Rule& a, const Rule& b) {
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.provider, b.provider);
  EXPECT_EQ(a.provider_name, b.provider_name);
  EXPECT_EQ(a.grants, b.grants);
  EXPECT_EQ(a.severity, b.severity);
  EXPECT_EQ(a.confidence, b.confidence);
  EXPECT_EQ(a.pattern, b.pattern);
  EXPECT_EQ(a.anchor, b.anchor);
  EXPECT_EQ(a.verifier, b.verifier);
  EXPECT_EQ(a.min_entropy, b.min_entropy);
  EXPECT_EQ(a.language_test, b.language_test);
  EXPECT_EQ(a.tags, b.tags);
  EXPECT_EQ(a.revoke, b.revoke);
  EXPECT_EQ(a.rotate, b.rotate);
  EXPECT_EQ(a.page, b.page);
  EXPECT_EQ(a.file, b.file);
  EXPECT_EQ(a.line, b.line);
}

TEST(Serialise, ComesBackAsItWas) {
  const RuleSet before = sample();
  const auto after = deserialise(serialise(before));
  ASSERT_TRUE(after.ok()) << after.status();
  ASSERT_EQ(after->rules.size(), 2u);
  expect_equal(after->rules[0], before.rules[0]);
  expect_equal(after->rules[1], before.rules[1]);
}

TEST(Serialise, RecipesGoAlong) {
  RuleSet before;
  before.rules = {test::make_rule("one", "a")};
  before.rules[0].recipes = {{.id = "acme",
                              .prefix = "ac_",
                              .body = base::kDigit,
                              .least = 2,
                              .most = 5,
                              .separator = "-",
                              .tail = TailForm::hex,
                              .zeros = 1,
                              .covers_prefix = true,
                              .kind = "k"}};
  const auto after = deserialise(serialise(before));
  ASSERT_TRUE(after.ok()) << after.status();
  ASSERT_EQ(after->rules[0].recipes.size(), 1u);
  const Recipe& recipe = after->rules[0].recipes[0];
  EXPECT_EQ(recipe.id + recipe.prefix + recipe.separator + recipe.kind,
            "acmeac_-k");
  EXPECT_TRUE(recipe.body.all("0189") && !recipe.body.contains('a'));
  EXPECT_EQ(recipe.least, 2u);
  EXPECT_EQ(recipe.most, 5u);
  EXPECT_EQ(recipe.tail, TailForm::hex);
  EXPECT_EQ(recipe.zeros, 1u);
  EXPECT_TRUE(recipe.covers_prefix);
}

TEST(Serialise, NoRulesAreRulesToo) {
  const auto none = deserialise(serialise(RuleSet{}));
  ASSERT_TRUE(none.ok());
  EXPECT_TRUE(none->rules.empty());
}

TEST(Serialise, ExamplesStayOut) {
  RuleSet set = sample();
  const std::string without = serialise(set);
  set.rules[0].examples.push_back({"text", "secret", Proof::none, ""});
  EXPECT_EQ(serialise(set), without);
}

TEST(Deserialise, RefusesWhatIsCutShort) {
  const std::string bytes = serialise(sample());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_TRUE(absl::IsDataLoss(deserialise(bytes.substr(0, size)).status()))
        << size;
  }
}

TEST(Deserialise, RefusesWhatIsTooLong) {
  EXPECT_TRUE(
      absl::IsDataLoss(deserialise(serialise(sample()) + "x").status()));
}

// Lengths that promise more than there is must not be believed.
TEST(Deserialise, TakesAnyDamageWithoutReadingPastTheEnd) {
  const std::string bytes = serialise(sample());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const char value : {'\0', '\xff', '\x7f'}) {
      std::string damaged = bytes;
      damaged[i] = value;
      deserialise(damaged).status().IgnoreError();
    }
  }
  EXPECT_FALSE(deserialise("\xff\xff\xff\xff").ok());
}

}  // namespace
}  // namespace patrol::rules
