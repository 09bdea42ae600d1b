// SPDX-License-Identifier: Apache-2.0
#include "filter/plausibility.h"

#include <gtest/gtest.h>

#include <string>

namespace patrol::filter {
namespace {

constexpr std::string_view kRandom = "8fJq2mXw0rTzL5vKc7Ns1bYd9hGe4aUp3QxR";

Suppression judged(std::string_view secret, double min_entropy,
                   bool language_test) {
  Rule rule;
  rule.min_entropy = min_entropy;
  rule.language_test = language_test;
  return judge(rule, {secret, "key = \"", "\""});
}

TEST(Entropy, IsZeroForOneRepeatedCharacter) {
  EXPECT_EQ(shannon_entropy(""), 0);
  EXPECT_EQ(shannon_entropy("aaaaaaaa"), 0);
}

TEST(Entropy, CountsBitsPerCharacter) {
  EXPECT_DOUBLE_EQ(shannon_entropy("ab"), 1);
  EXPECT_DOUBLE_EQ(shannon_entropy("aabbccdd"), 2);
  EXPECT_NEAR(shannon_entropy("aab"), 0.918296, 1e-6);
  std::string all;
  for (int i = 0; i < 256 * 100; ++i) all += static_cast<char>(i);
  EXPECT_NEAR(shannon_entropy(all), 8, 1e-9);
}

TEST(Judge, KeepsARandomSecret) {
  EXPECT_EQ(judged(kRandom, 3.5, true), Suppression::no);
}

TEST(Judge, NamesTheReason) {
  EXPECT_EQ(judged("${TOKEN}", 0, false), Suppression::reference);
  EXPECT_EQ(judged("your-token", 0, false), Suppression::placeholder);
  EXPECT_EQ(judged("abdeceadbcebdaceabdc", 3, false), Suppression::unlikely);
}

TEST(Judge, AsksForLanguageOnlyWhenTheRuleDoes) {
  EXPECT_EQ(judged("correcthorsebattery", 0, false), Suppression::no);
  EXPECT_EQ(judged("correcthorsebattery", 0, true), Suppression::unlikely);
}

TEST(Judge, AsksTheScorerWhereTheNameIsAllThereIs) {
  Rule rule;
  rule.language_test = true;
  const Candidate constant{"BYRADIUS", "token: \"", "\""};
  rule.confidence = Confidence::medium;
  EXPECT_EQ(judge(rule, constant), Suppression::no);
  rule.confidence = Confidence::low;
  EXPECT_EQ(judge(rule, constant), Suppression::unlikely);
}

TEST(Judge, AsksForEntropyOnlyWhenTheRuleDoes) {
  EXPECT_EQ(judged("aebdcbeadcceabdacbde", 0, false), Suppression::no);
}

}  // namespace
}  // namespace patrol::filter
