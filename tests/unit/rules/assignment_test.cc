// SPDX-License-Identifier: Apache-2.0
#include "rules/assignment.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <string>

#include "match/database.h"
#include "support/rules.h"

namespace patrol::rules {
namespace {

// The secret that the pattern for `acme[_-]?key` and 8 hex digits finds; "" =
// none.
std::string secret_in(const std::string& text) {
  static const RE2 pattern(
      assignment_pattern({"acme[_-]?key", "acme_?token"}, "[0-9a-f]{8}"),
      RE2::Latin1);
  EXPECT_TRUE(pattern.ok()) << pattern.error();
  std::string secret;
  RE2::PartialMatch(text, pattern, &secret);
  return secret;
}

TEST(Assignment, IsFoundInTheShapesOfManyLanguages) {
  for (const char* text : {
           "acme_key=00c0ffee",
           "ACME_KEY = '00c0ffee'",
           "acmekey: 00c0ffee\n",
           "  \"acme_key\" : \"00c0ffee\",",
           "export ACME_TOKEN=\"00c0ffee\"",
           "acme_key := `00c0ffee`",
           "['acme_key'] => '00c0ffee'",
           "config[\"acme_key\"] = \"00c0ffee\"",
           "{acme_key, \"00c0ffee\"}",
           "acmeKey == \"00c0ffee\"",
           "MY_ACME_KEY_PRODUCTION=00c0ffee",
           "set_acme_key(\"acme_key\", \"00c0ffee\")",
           "<acme_key>00c0ffee</acme_key>",
           "\\\"acme_key\\\":\\\"00c0ffee\\\"",
           "ACME_KEY ?= 00c0ffee",
           "ACME_KEY ::= \"00c0ffee\"",
           "$acme_key .= '00c0ffee';",
           "var acmeKey string = \"00c0ffee\"",
           "acmeKey: string = \"00c0ffee\"",
           "acme_key := []byte(\"00c0ffee\")",
           "acme_key = r'00c0ffee'",
           "acme_keys = [\"00c0ffee\"]",
           "acme_key | 00c0ffee |",
           "<acmeKey>\n    00c0ffee\n</acmeKey>",
           "#define ACME_KEY \"00c0ffee\"",
           "ENV ACME_KEY 00c0ffee",
           "--acme-key 00c0ffee",
           "- name: ACME_KEY\n  value: \"00c0ffee\"",
           "<add key=\"acmeKey\" value=\"00c0ffee\"/>",
           "{\"key\":\"acme_key\",\"value\":\"00c0ffee\"}",
       }) {
    EXPECT_EQ(secret_in(text), "00c0ffee") << text;
  }
}

TEST(Assignment, OtherTextIsNone) {
  for (const char* text : {
           "acme_key",
           "acme_key00c0ffee",       // no assignment
           "acme_key(00c0ffee)",     // nor here
           "acme_key =\n00c0ffee",   // another line
           "akme_key = 00c0ffee",    // another keyword
           "acme_key = 00c0ffee0",   // longer
           "acme_key = 00c0ffe",     // shorter
           "acme_key = 00c0ffee-1",  // goes on
           "acme_key = 00c0ffee=",
           "acme_key = 00c0ffeg",
       }) {
    EXPECT_EQ(secret_in(text), "") << text;
  }
}

TEST(Assignment, TheDistanceIsBounded) {
  EXPECT_EQ(secret_in("acme_key" + std::string(20, 'x') + "=00c0ffee"),
            "00c0ffee");
  EXPECT_EQ(secret_in("acme_key" + std::string(21, 'x') + "=00c0ffee"), "");
  EXPECT_EQ(secret_in("acme_key" + std::string(9, ' ') + "=00c0ffee"), "");
}

TEST(Assignment, OnlyTheKeywordIsOfAnyCase) {
  EXPECT_EQ(secret_in("aCmE_KeY=00c0ffee"), "00c0ffee");
  EXPECT_EQ(secret_in("acme_key=00C0FFEE"), "");
}

TEST(Assignment, BeginsWithItsAnchor) {
  EXPECT_EQ(assignment_anchor({"acme_?key", "a b"}), "(?i:acme_?key|ab)");
  EXPECT_TRUE(assignment_pattern({"acme_?key", "a b"}, "x")
                  .starts_with(assignment_anchor({"acme_?key", "a b"})));
}

TEST(Assignment, KeywordsMayBeLaidOut) {
  EXPECT_EQ(assignment_pattern({"a b", "c # d"}, "x"),
            assignment_pattern({"ab", "c"}, "x"));
}

// What the search for keywords relies on.
TEST(Assignment, TheValueIsNoFartherThanTheReachOfKeywords) {
  RuleSet rules;
  rules.rules.push_back(
      test::make_rule("far", assignment_pattern({"acme"}, "x")));
  const auto database =
      match::Database::compile(rules, match::Target::this_machine);
  ASSERT_TRUE(database.ok()) << database.status();
  EXPECT_EQ(database->width(0).pattern,
            std::string("acme").size() + Rule::kKeywordReach + 2);
}

TEST(Assignment, KnowsWhichValuesBeginWithARun) {
  for (const char* value : {
           "[0-9a-f]{32}",
           "[0-9A-Za-z_\\-]{16,20}",
           "sk-[0-9a-z]{13}",
           "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}",
           "(?:[0-9a-f]{32}|[0-9A-Z]{16})",
           "(?:ab){4}[0-9]{8}",
           "v2/[0-9]{13}=",
           "[0-9A-Za-z+/]{43}=",
           "[0-9]{16}(?:=|x)?",
           "[0-9]{1,2}[a-z]{15}",
           "a\\.b\\+[0-9]{12}",
           "\\w{32}",
           "(?i:[0-9a-f]{32})",
       }) {
    EXPECT_TRUE(begins_with_run(value)) << value;
  }
  for (const char* value : {
           "[0-9a-f]{15}",
           "[0-9:a-z]{32}",
           "[^ ]{32}",
           "[A-Z]{32}",
           ".{32}",
           "[0-9]{8}:[0-9]{8}",
           "[0-9]{8}=?[0-9]{8}",
           "(?:[0-9a-f]{32}|[0-9A-Z]{15})",
           "[0-9]?[a-z]{15}",
           "[0-9]*",
           "\\W{32}",
           "(?P<secret>[0-9a-f]{32})",
           "",
       }) {
    EXPECT_FALSE(begins_with_run(value)) << value;
  }
}

}  // namespace
}  // namespace patrol::rules
