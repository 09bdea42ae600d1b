// SPDX-License-Identifier: Apache-2.0
//
// The matcher against a plain RE2 search of the whole text. tests/property
// does the same with the built-in rules.
#include "match/matcher.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>

#include "support/plain_search.h"
#include "support/rules.h"

namespace patrol::match {
namespace {

using test::make_rule;

// Rules with everything that matching them needs.
class MatcherTest : public ::testing::Test {
 protected:
  void use(std::vector<Rule> rules) {
    rules_.rules = std::move(rules);
    auto database = Database::compile(rules_, Target::this_machine);
    ASSERT_TRUE(database.ok()) << database.status();
    database_ = std::make_unique<Database>(*std::move(database));
    confirmer_ = std::make_unique<Confirmer>(rules_, *database_);
    ASSERT_TRUE(confirmer_->check().ok());
    auto matcher = Matcher::create(*database_, *confirmer_);
    ASSERT_TRUE(matcher.ok()) << matcher.status();
    matcher_ = std::make_unique<Matcher>(*std::move(matcher));
  }

  // "rule:begin-end=secret" of each match.
  std::vector<std::string> matches(std::string_view text) {
    std::vector<Match> found{{9, {}, {}}};  // has to be replaced
    EXPECT_TRUE(matcher_->match(text, found).ok());
    EXPECT_EQ(found, test::plain_search(rules_, text));
    std::vector<std::string> all;
    for (const Match& match : found) {
      all.push_back(std::to_string(match.rule) + ":" +
                    std::to_string(match.whole.begin) + "-" +
                    std::to_string(match.whole.end) + "=" +
                    std::string(match.secret.of(text)));
    }
    return all;
  }

  RuleSet rules_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Confirmer> confirmer_;
  std::unique_ptr<Matcher> matcher_;
};

using List = std::vector<std::string>;

TEST_F(MatcherTest, TellsTheWholeMatchAndItsSecret) {
  use({make_rule("a", "key=(?P<secret>[a-z]+);", "key="),
       make_rule("b", "ab{2,3}")});
  EXPECT_EQ(matches("key=abbb; abb"),
            (List{"0:0-9=abbb", "1:4-8=abbb", "1:10-13=abb"}));
  EXPECT_EQ(matches("key=;"), List{});
  EXPECT_EQ(matches(""), List{});
}

TEST_F(MatcherTest, MatchesOfOneRuleDoNotOverlap) {
  use({make_rule("a", "aba")});
  EXPECT_EQ(matches("ababa aba"), (List{"0:0-3=aba", "0:6-9=aba"}));
}

TEST_F(MatcherTest, LengthsAreThoseOfRe2) {
  use({make_rule("a", "x[0-9]{2,5}"), make_rule("b", "y[0-9]{2,5}?z?")});
  EXPECT_EQ(matches("x1234567 y1234z"), (List{"0:0-6=x12345", "1:9-12=y12"}));
}

TEST_F(MatcherTest, BordersSeeWhatStandsAroundTheWindow) {
  use({make_rule("a", "\\bkey[0-9]\\b"),
       make_rule("b", "(?:^|[^a-z])tok(?P<secret>[0-9])(?:[^0-9]|\\z)")});
  EXPECT_EQ(matches("akey1 key2 key34 key5"),
            (List{"0:6-10=key2", "0:17-21=key5"}));
  EXPECT_EQ(matches("tok1 atok2 -tok3x tok44 tok5"),
            (List{"1:0-5=1", "1:11-17=3", "1:23-28=5"}));
}

// The anchor says nothing of borders: only what stands there does.
TEST_F(MatcherTest, BordersAreSeenBehindANarrowAnchorToo) {
  use({make_rule("a", "\\bkey[0-9]{1,3}\\b", "key[0-9]"),
       make_rule("b", "key[0-9]{1,3}(?:[^0-9]|\\z)", "key")});
  EXPECT_EQ(matches("akey1 key22 key333x"),
            (List{"0:6-11=key22", "1:1-6=key1 ", "1:6-12=key22 ",
                  "1:12-19=key333x"}));
  EXPECT_EQ(matches("key4444 key1"), (List{"0:8-12=key1", "1:8-12=key1"}));
}

TEST_F(MatcherTest, PatternsWithoutABoundReachToTheEnd) {
  use({make_rule("a", "BEGIN[^E]*END", "BEGIN")});
  const std::string far(100000, '.');
  EXPECT_EQ(matches("BEGIN" + far + "END BEGIN.").size(), 1u);
  EXPECT_EQ(matches("BEGIN" + far), List{});
}

// Bounded rules beside them see what changed only, and both find the same.
TEST_F(MatcherTest, AnchorsWithoutABoundSeeWholeVersions) {
  use({make_rule("open", "BEGIN[^E]*END"), make_rule("key", "key=[0-9]{3}")});
  const std::string far(100000, '.');
  const std::string base = "BEGIN" + far + "key=123" + far + "END";
  const std::string next = "new " + base;
  const std::vector<CopiedRun> copied = {{0, 4, base.size()}};
  Memo memo;
  std::vector<Match> found, expected;
  ASSERT_TRUE(matcher_->match({.content = base, .memo = &memo}, found).ok());
  EXPECT_EQ(memo.notes.size(), 1u);  // of the bounded one
  const std::uint64_t before = matcher_->counters().bytes;
  ASSERT_TRUE(matcher_
                  ->match({.content = next,
                           .base_size = base.size(),
                           .base_memo = &memo,
                           .copied = copied},
                          found)
                  .ok());
  EXPECT_LT(matcher_->counters().bytes - before, next.size() + 1000);
  ASSERT_TRUE(matcher_->match(next, expected).ok());
  EXPECT_EQ(found, expected);
  EXPECT_EQ(found.size(), 2u);
}

TEST_F(MatcherTest, ManyAnchorsWithoutAMatchDoNotTakeForever) {
  use({make_rule("a", "BEGIN[^!]*!", "BEGIN")});
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "BEGIN ";
  EXPECT_EQ(matches(text), List{});
  text += "!";
  EXPECT_EQ(matches(text).size(), 1u);
}

TEST_F(MatcherTest, AnyByteIsAByte) {
  use({make_rule("a", "k[^a]{3}"), make_rule("b", "\\x00\\xff.")});
  EXPECT_EQ(matches(std::string_view("k\xC3\xA9\0k", 5)).size(), 1u);
  EXPECT_EQ(matches(std::string_view("\0\xff\x80", 3)).size(), 1u);
}

TEST_F(MatcherTest, AnOptionalSecretThatIsNotThereIsTheWholeMatch) {
  use({make_rule("a", "key(?:=(?P<secret>x+))?")});
  EXPECT_EQ(matches("key key=xx"), (List{"0:0-3=key", "0:4-10=xx"}));
}

// Short alphabets make every coincidence likely.
TEST_F(MatcherTest, RandomTextsGiveWhatAPlainSearchGives) {
  use({make_rule("a", "a[ab]{1,3}c"), make_rule("b", "\\bb+\\b"),
       make_rule("c", "ca(?P<secret>[^c]{0,9})c", "ca"),
       make_rule("d", "(?:^|[^a])c(?P<secret>b+)(?:[^b]|\\z)"),
       make_rule("e", "ab*a", "ab*"), make_rule("f", "(?i:abc)|cc"),
       make_rule("g", "ca*b"), make_rule("h", "b(?: |a)", "b[^c]*")});
  std::mt19937 random(20240101);
  std::vector<Match> found;
  for (int round = 0; round < 3000; ++round) {
    std::string text(random() % 40, ' ');
    for (char& c : text) c = "aabbcC -"[random() % 8];
    ASSERT_TRUE(matcher_->match(text, found).ok());
    ASSERT_EQ(found, test::plain_search(rules_, text)) << text;
  }
}

// What a rule of this pattern has wrong in the eyes of RE2.
std::string error_of(const std::string& pattern) {
  RuleSet rules{{make_rule("bad", pattern)}};
  rules.rules[0].pattern_at = {"pattern", 12, 11};
  const auto database = Database::compile(rules, Target::this_machine);
  EXPECT_TRUE(database.ok()) << database.status();
  Confirmer confirmer(rules, *database);
  return std::string(confirmer.check().message());
}

TEST(Confirmer, ErrorsNameTheRuleAndThePlace) {
  // Misspelt, or the whole match would be taken for the secret.
  EXPECT_EQ(error_of("abc(?P<secert>z)"),
            "test.toml:12:11: rule 'bad': 'pattern': a group is named "
            "'secert', but only 'secret' has a meaning");
  EXPECT_EQ(error_of("abc(?P<secret>z)"), "");
}

}  // namespace
}  // namespace patrol::match
