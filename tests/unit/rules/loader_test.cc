// SPDX-License-Identifier: Apache-2.0
#include "rules/loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/scratch.h"

namespace patrol::rules {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view kTop = R"(provider = "acme"
name = "Acme"
page = "https://acme.example/tokens"
revoke = "Delete it."
rotate = "Make another."
)";

// Seven lines, the first of which is line 6 of a file.
constexpr std::string_view kRule = R"([[rule]]
id = "acme-token"
name = "Acme token"
grants = "All."
severity = "high"
confidence = "medium"
pattern = 'acme_[0-9a-z]{20}'
)";

std::string file_of(std::string_view rule, std::string_view top = kTop) {
  return std::string(top) + std::string(rule);
}

// `kRule` with `old` replaced.
std::string rule_with(std::string_view old, std::string_view fresh) {
  std::string text(kRule);
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return text.replace(at, old.size(), fresh);
}

// The error of a file; fails when there is none.
std::string error_of(const std::string& text) {
  const auto rules = parse_rules(text, "rules/acme.toml");
  EXPECT_FALSE(rules.ok());
  EXPECT_TRUE(absl::IsInvalidArgument(rules.status()));
  return std::string(rules.status().message());
}

TEST(RuleLoader, ReadsEveryKey) {
  const std::string text = file_of(std::string(kRule) + R"(
anchor = 'acme_[0-9a-z]{4}'
verifier = "acme"
min_entropy = 3.5
language_test = true
tags = ["one", "two"]
revoke = "Call them."
[[rule.example]]
text = 'x acme)"
                                                        "\xC2\xB7"
                                                        R"(_abc'
secret = 'acme)"
                                                        "\xC2\xB7"
                                                        R"(_abc'
verdict = "valid"
label = "canary"
[[rule.counter_example]]
text = 'acme)"
                                                        "\xC2\xB7"
                                                        R"(_'
reason = "short"
)");
  const auto rules = parse_rules(text, "rules/acme.toml");
  ASSERT_TRUE(rules.ok()) << rules.status();
  ASSERT_EQ(rules->size(), 1u);
  const Rule& rule = rules->front();
  EXPECT_EQ(rule.id, "acme-token");
  EXPECT_EQ(rule.name, "Acme token");
  EXPECT_EQ(rule.provider, "acme");
  EXPECT_EQ(rule.provider_name, "Acme");
  EXPECT_EQ(rule.grants, "All.");
  EXPECT_EQ(rule.severity, Severity::high);
  EXPECT_EQ(rule.confidence, Confidence::medium);
  EXPECT_EQ(rule.pattern, "acme_[0-9a-z]{20}");
  EXPECT_EQ(rule.anchor, "acme_[0-9a-z]{4}");
  EXPECT_EQ(rule.verifier, "acme");
  EXPECT_EQ(rule.min_entropy, 3.5);
  EXPECT_TRUE(rule.language_test);
  EXPECT_EQ(rule.tags, (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(rule.revoke, "Call them.");     // its own
  EXPECT_EQ(rule.rotate, "Make another.");  // the file's
  EXPECT_EQ(rule.page, "https://acme.example/tokens");
  EXPECT_EQ(rule.file, "rules/acme.toml");
  EXPECT_EQ(rule.line, 6u);
  ASSERT_EQ(rule.examples.size(), 1u);
  EXPECT_EQ(rule.examples[0].text, "x acme_abc");  // without the mark
  EXPECT_EQ(rule.examples[0].secret, "acme_abc");
  EXPECT_EQ(rule.examples[0].verdict, Proof::valid);
  EXPECT_EQ(rule.examples[0].label, "canary");
  ASSERT_EQ(rule.counter_examples.size(), 1u);
  EXPECT_EQ(rule.counter_examples[0].text, "acme_");
  EXPECT_EQ(rule.counter_examples[0].reason, "short");
}

TEST(RuleLoader, TheWholePatternIsTheAnchorUnlessThereIsOne) {
  const auto rules = parse_rules(file_of(kRule), "x");
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_EQ(rules->front().anchor, "acme_[0-9a-z]{20}");
  EXPECT_EQ(rules->front().anchor_at.key, "pattern");
  EXPECT_EQ(rules->front().anchor_at.line, 12u);
  EXPECT_EQ(rules->front().anchor_at.column, 11u);
  EXPECT_EQ(rules->front().min_entropy, 0);
  EXPECT_FALSE(rules->front().language_test);
}

// A [[verifier]] of `more` keys, and the rule that names it.
std::string with_recipe(const std::string& more) {
  return file_of("\n[[verifier]]\nid = \"acme\"\nprefix = \"acme_\"\n" + more +
                 rule_with("severity", "verifier = \"acme\"\nseverity"));
}

TEST(RuleLoader, ARuleHasTheRecipesThatItNames) {
  const auto rules = parse_rules(
      with_recipe("alphabet = \"hex\"\nlength = 32\nencoding = \"base36\"\n"
                  "width = 9\n"),
      "x");
  ASSERT_TRUE(rules.ok()) << rules.status();
  ASSERT_EQ(rules->front().recipes.size(), 1u);
  const Recipe& recipe = rules->front().recipes.front();
  EXPECT_EQ(recipe.prefix, "acme_");
  EXPECT_EQ(recipe.most, 32u);
  EXPECT_EQ(recipe.tail, TailForm::base36);
  EXPECT_EQ(recipe.zeros, 2u);
}

TEST(RuleLoader, WrongRecipesAreToldWithTheirPlace) {
  const auto rules = parse_rules(
      with_recipe("alphabet = \"hex\"\nlength = 0\nencoding = \"base62\"\n"
                  "byte_order = \"little\"\nwidth = 5\n"),
      "x");
  ASSERT_FALSE(rules.ok());
  for (const char* part :
       {"'length' must be", "'byte_order' 'little' goes with hex",
        "'width' a CRC-32 takes 6 characters"}) {
    EXPECT_THAT(std::string(rules.status().message()), HasSubstr(part));
  }
}

TEST(RuleLoader, KeywordsWithAValueMakeAnAssignment) {
  const auto rules = parse_rules(
      file_of(rule_with("pattern = 'acme_[0-9a-z]{20}'",
                        "keywords = ['acme _?key']\nvalue = '[0-9a-f]{32}'")),
      "x");
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_THAT(rules->front().pattern, StartsWith("(?i:acme_?key)"));
  EXPECT_THAT(rules->front().pattern, HasSubstr("(?P<secret>[0-9a-f]{32})"));
  EXPECT_EQ(rules->front().anchor, "(?i:acme_?key)");
}

struct BadFile {
  const char* old;
  const char* fresh;  // takes its place in kRule
  const char* error;
};

class BadRule : public ::testing::TestWithParam<BadFile> {};

TEST_P(BadRule, IsNamedWithFileLineAndColumn) {
  EXPECT_EQ(error_of(file_of(rule_with(GetParam().old, GetParam().fresh))),
            std::string("rules/acme.toml:") + GetParam().error);
}

constexpr BadFile kBadRules[] = {
    {"id = \"acme-token\"\n", "", "6:1: 'id' is missing in [[rule]]"},
    {"\"acme-token\"", "\"\"", "7:6: 'id' is empty in [[rule]]"},
    {"\"acme-token\"", "\"Acme\"",
     "7:6: 'id' takes lower-case letters, digits and '-' in [[rule]]"},
    {"\"acme-token\"", "\"acme-\"",
     "7:6: 'id' takes lower-case letters, digits and '-' in [[rule]]"},
    {"\"acme-token\"", "5", "7:6: 'id' must be a string in [[rule]]"},
    {"name = \"Acme token\"\n", "", "6:1: 'name' is missing in [[rule]]"},
    {"grants = \"All.\"\n", "", "6:1: 'grants' is missing in [[rule]]"},
    {"severity = \"high\"\n", "", "6:1: 'severity' is missing in [[rule]]"},
    {"\"high\"", "\"severe\"",
     "10:12: 'severity' must be one of low, medium, high, critical, not "
     "'severe' in [[rule]]"},
    {"\"medium\"", "\"critical\"",
     "11:14: 'confidence' must be one of low, medium, high, not 'critical' in "
     "[[rule]]"},
    {"pattern = 'acme_[0-9a-z]{20}'\n", "",
     "6:1: give either 'pattern' or 'keywords' with 'value' in [[rule]]"},
    {"pattern =", "value = 'a'\npattern =",
     "6:1: give either 'pattern' or 'keywords' with 'value' in [[rule]]"},
    {"pattern = 'acme_[0-9a-z]{20}'", "keywords = ['acme']",
     "6:1: 'keywords' and 'value' go together in [[rule]]"},
    {"pattern =", "patern = 'a'\npattern =",
     "12:1: unknown key 'patern' in [[rule]] (did you mean 'pattern'?)"},
    {"pattern =", "colour_of_the_moon = 'a'\npattern =",
     "12:1: unknown key 'colour_of_the_moon' in [[rule]]"},
    {"pattern =", "min_entropy = 'a'\npattern =",
     "12:15: 'min_entropy' must be a number in [[rule]]"},
    {"pattern =", "language_test = 1\npattern =",
     "12:17: 'language_test' must be true or false in [[rule]]"},
    {"pattern =", "tags = 'a'\npattern =",
     "12:8: 'tags' must be a list of strings in [[rule]]"},
    {"pattern =", "tags = ['a', 1]\npattern =",
     "12:14: 'tags': not a string in [[rule]]"},
    {"pattern =", "page = 'http://acme.example'\npattern =",
     "12:8: 'page' must be an https:// address in [[rule]]"},
    {"pattern =", "example = 'a'\npattern =",
     "12:11: write [[example]] here in [[rule]]"},
};
INSTANTIATE_TEST_SUITE_P(RuleLoader, BadRule, ::testing::ValuesIn(kBadRules));

TEST(RuleLoader, ExamplesAreCheckedToo) {
  EXPECT_EQ(error_of(file_of(std::string(kRule) +
                             "[[rule.example]]\ntext = 'a'\nsecret = 'a'\n"
                             "verdict = 'true'\nlabel = 'canery'\n"
                             "[[rule.counter_example]]\ntext = 'a'\n"
                             "reasn = 'b'\n")),
            "rules/acme.toml:16:11: 'verdict' must be one of none, valid, "
            "invalid, not 'true' in [[rule.example]]\n"
            "rules/acme.toml:17:9: 'label' must be one of known_example, "
            "canary, expired, not 'canery' in [[rule.example]]\n"
            "rules/acme.toml:18:1: 'reason' is missing in "
            "[[rule.counter_example]]\n"
            "rules/acme.toml:20:1: unknown key 'reasn' in "
            "[[rule.counter_example]] (did you mean 'reason'?)");
}

TEST(RuleLoader, TheTopOfAFileIsCheckedToo) {
  EXPECT_EQ(error_of(file_of(kRule,
                             "name = 'Acme'\nprovidr = 'acme'\n"
                             "page = 'https://a.example'\n"
                             "revoke = 'r'\nrotate = 'r'\n")),
            "rules/acme.toml:1:1: 'provider' is missing\n"
            "rules/acme.toml:2:1: unknown key 'providr' (did you mean "
            "'provider'?)");
}

TEST(RuleLoader, AdviceIsNeededHereOrOnTop) {
  EXPECT_EQ(error_of(file_of(kRule, "provider = 'a'\nname = 'A'\n")),
            "rules/acme.toml:3:1: 'revoke' is missing here and on top in "
            "[[rule]]\n"
            "rules/acme.toml:3:1: 'rotate' is missing here and on top in "
            "[[rule]]\n"
            "rules/acme.toml:3:1: 'page' is missing here and on top in [[rule]]");
}

TEST(RuleLoader, TellsAllErrorsOfAFileAtOnce) {
  const std::string error = error_of(
      file_of(rule_with("severity = \"high\"\n", "severty = \"high\"\n") +
              "\n" + rule_with("\"Acme token\"", "7")));
  EXPECT_THAT(error, HasSubstr(":6:1: 'severity' is missing"));
  EXPECT_THAT(error, HasSubstr(":10:1: unknown key 'severty'"));
  EXPECT_THAT(error, HasSubstr(":16:8: 'name' must be a string"));
}

TEST(RuleLoader, BrokenTomlIsNamedWithItsPlace) {
  EXPECT_THAT(error_of("provider = \"acme\"\nname = \n"),
              StartsWith("rules/acme.toml:2:"));
  EXPECT_THAT(error_of("\xff\xfe\x01"), StartsWith("rules/acme.toml:"));
}

TEST(RuleLoader, AFileWithoutRulesIsAnError) {
  EXPECT_EQ(error_of(std::string(kTop)),
            "rules/acme.toml: no [[rule]] in this file");
  EXPECT_THAT(error_of("rule = 5\nprovider = 'a'\nname = 'A'\n"),
              HasSubstr("rules/acme.toml:1:8: write [[rule]] here"));
}

TEST(RuleLoader, TwoRulesOfOneIdAreAnError) {
  EXPECT_EQ(error_of(file_of(std::string(kRule) + std::string(kRule))),
            "rules/acme.toml:13: two rules with the id 'acme-token'; rename "
            "one of them");
}

TEST(RuleFolder, IsReadInTheOrderOfItsNames) {
  const test::Scratch scratch;
  scratch.write("b.toml", file_of(rule_with("acme-token", "second")));
  scratch.write("a.toml", file_of(rule_with("acme-token", "first")));
  scratch.write("notes.txt", "not a rule");
  const auto set = load_rule_folder(scratch.path().string());
  ASSERT_TRUE(set.ok()) << set.status();
  ASSERT_EQ(set->rules.size(), 2u);
  EXPECT_EQ(set->rules[0].id, "first");
  EXPECT_EQ(set->rules[1].id, "second");
  EXPECT_EQ(set->rules[1].file, scratch / "b.toml");
}

TEST(RuleFolder, IdsAreUniqueAcrossFiles) {
  const test::Scratch scratch;
  scratch.write("a.toml", file_of(kRule));
  scratch.write("b.toml", file_of(kRule));
  const auto set = load_rule_folder(scratch.path().string());
  ASSERT_FALSE(set.ok());
  EXPECT_THAT(std::string(set.status().message()),
              StartsWith(scratch / "b.toml:6: two rules with the id"));
}

TEST(RuleFolder, WhatIsNotThereIsNotFound) {
  const test::Scratch scratch;
  EXPECT_TRUE(absl::IsNotFound(load_rule_folder(scratch / "none").status()));
  EXPECT_TRUE(
      absl::IsNotFound(load_rule_folder(scratch.path().string()).status()));
  EXPECT_TRUE(absl::IsNotFound(load_rule_file(scratch / "x.toml").status()));
}

}  // namespace
}  // namespace patrol::rules
