// SPDX-License-Identifier: Apache-2.0
#include "match/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <memory>

#include "support/rules.h"

namespace patrol::match {
namespace {

using test::make_rule;
using ::testing::HasSubstr;
using ::testing::StartsWith;

RuleSet sample() {
  return {{make_rule("one", "acme_[a-z]{4}"),
           make_rule("two", "key=[^ ]+", "key=[^ ]")}};
}

Database compile(const RuleSet& rules) {
  auto database = Database::compile(rules, Target::this_machine);
  EXPECT_TRUE(database.ok()) << database.status();
  return *std::move(database);
}

// The message for a second rule with this pattern and anchor.
std::string error_of(const std::string& pattern, const std::string& anchor) {
  RuleSet rules = sample();
  Rule bad = make_rule("bad", pattern, anchor);
  bad.file = "rules/bad.toml";
  bad.pattern_at = {"pattern", 12, 11};
  bad.anchor_at = {"anchor", 13, 10};
  rules.rules.push_back(bad);
  const auto database = Database::compile(rules, Target::any_machine);
  EXPECT_FALSE(database.ok());
  EXPECT_TRUE(absl::IsInvalidArgument(database.status()));
  return std::string(database.status().message());
}

TEST(Database, ErrorsNameTheRuleAndThePlace) {
  EXPECT_THAT(error_of("a(b", "a(b"),
              StartsWith("rules/bad.toml:13:10: rule 'bad': 'anchor': "));
  EXPECT_THAT(error_of("a(b", "ab"),
              StartsWith("rules/bad.toml:12:11: rule 'bad': 'pattern': "));
  EXPECT_THAT(error_of("a(?=b)", "a(?=b)"), HasSubstr("rule 'bad'"));
}

TEST(Database, RefusesWhatMatchesNothingAtAll) {
  EXPECT_THAT(error_of("a*", "a*"), HasSubstr("it matches the empty text"));
  EXPECT_THAT(error_of("a*", "a"), HasSubstr("'pattern': it matches the empty"));
}

TEST(Database, RefusesAnAnchorWiderThanThePiecesOverlap) {
  EXPECT_THAT(error_of("a{9}", "(?:ab{30000}){3}"), HasSubstr("anchor"));
}

TEST(Database, KnowsHowWideMatchesCanBe) {
  const Database database = compile(sample());
  EXPECT_EQ(database.width(0).anchor, 9u);
  EXPECT_EQ(database.width(0).pattern, 9u);
  EXPECT_EQ(database.width(1).anchor, 5u);
  EXPECT_EQ(database.width(1).pattern, kUnbounded);
  EXPECT_GT(database.size_bytes(), 0u);
}

std::vector<std::pair<std::uint32_t, std::uint64_t>> hits(
    const Database& database, std::string_view text) {
  std::vector<std::pair<std::uint32_t, std::uint64_t>> all;
  auto scanner = Scanner::create(database);
  EXPECT_TRUE(scanner.ok());
  for (const Part part : kParts) {
    EXPECT_TRUE(scanner
                    ->scan(text, part,
                           [&](std::uint32_t rule, std::uint64_t end) {
                             all.emplace_back(rule, end);
                           })
                    .ok());
  }
  std::sort(all.begin(), all.end());
  return all;
}

using Hits = std::vector<std::pair<std::uint32_t, std::uint64_t>>;

TEST(Scanner, TellsRuleAndEndOfEachAnchor) {
  const Database database = compile(sample());
  EXPECT_EQ(hits(database, "acme_abcd key=x acme_efgh"),
            (Hits{{0, 9}, {0, 25}, {1, 15}}));
  EXPECT_EQ(hits(database, ""), Hits{});
  EXPECT_EQ(hits(database, std::string_view("\0key=\0", 6)), (Hits{{1, 6}}));
}

// Each part is there only if it has rules; of the unbounded one the first hit
// tells enough.
TEST(Scanner, AnchorsWithoutABoundHaveADatabaseOfTheirOwn) {
  RuleSet rules = sample();
  EXPECT_EQ(compile(rules).handle(Part::unbounded), nullptr);
  rules.rules.push_back(make_rule("open", "xy+"));
  std::vector<Database> both;
  both.push_back(compile(rules));
  both.push_back(
      Database::deserialise(both[0].serialise(rules), rules).value());
  for (const Database& database : both) {
    EXPECT_NE(database.handle(Part::unbounded), nullptr);
    EXPECT_EQ(hits(database, "key=x xyyy xyy"), (Hits{{1, 5}, {2, 8}}));
    EXPECT_EQ(database.reach().in_line, 9u);
  }
  rules.rules.erase(rules.rules.begin(), rules.rules.begin() + 2);
  EXPECT_EQ(compile(rules).handle(Part::anywhere), nullptr);
  EXPECT_EQ(hits(compile(rules), "xy"), (Hits{{0, 2}}));
}

// The anchor of a keyword goes on to where its value is seen to be a run.
TEST(Database, KeywordsBeforeValuesAreAPartOfTheirOwn) {
  RuleSet rules = sample();
  Rule rule = make_rule("context", "acme=(?P<secret>[0-9a-f]{32})");
  rule.anchor = "(?i:acme)";
  rule.before_value = true;
  rules.rules.push_back(rule);
  const Database database = compile(rules);
  EXPECT_NE(database.handle(Part::keywords), nullptr);
  EXPECT_EQ(database.width(2).keyword, 4u);
  EXPECT_EQ(database.width(2).anchor, 4 + Rule::kKeywordReach + 32);
  EXPECT_EQ(database.widest_keyword(), 4u);
  EXPECT_EQ(database.reach().across_lines, database.width(2).anchor);
  EXPECT_EQ(compile(sample()).handle(Part::keywords), nullptr);
}

TEST(Serialised, FindsTheSameAfterwards) {
  const RuleSet rules = sample();
  const Database database = compile(rules);
  const auto again = Database::deserialise(database.serialise(rules), rules);
  ASSERT_TRUE(again.ok()) << again.status();
  const std::string_view text = "acme_abcd key=x";
  EXPECT_EQ(hits(*again, text), hits(database, text));
  EXPECT_EQ(again->width(1).pattern, kUnbounded);
  EXPECT_EQ(again->width(0).anchor, 9u);
}

TEST(Serialised, IsRefusedWhenItIsCutShort) {
  const RuleSet rules = sample();
  const std::string bytes = compile(rules).serialise(rules);
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{7}, std::size_t{31}, std::size_t{32},
        std::size_t{47}, bytes.size() / 2, bytes.size() - 1}) {
    EXPECT_TRUE(absl::IsDataLoss(
        Database::deserialise(bytes.substr(0, size), rules).status()))
        << size;
  }
  EXPECT_TRUE(
      absl::IsDataLoss(Database::deserialise(bytes + "x", rules).status()));
}

TEST(Serialised, IsRefusedWhenAnyByteIsAnother) {
  const RuleSet rules = sample();
  const std::string bytes = compile(rules).serialise(rules);
  for (std::size_t i = 0; i < bytes.size(); i += i < 64 ? 1 : 37) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
    ASSERT_TRUE(
        absl::IsDataLoss(Database::deserialise(damaged, rules).status()))
        << i;
  }
}

TEST(Serialised, IsRefusedForOtherRules) {
  const RuleSet rules = sample();
  const std::string bytes = compile(rules).serialise(rules);
  RuleSet other = rules;
  other.rules[0].pattern += "x";
  EXPECT_TRUE(absl::IsDataLoss(Database::deserialise(bytes, other).status()));
  other = rules;
  other.rules[1].anchor = "ke";
  EXPECT_TRUE(absl::IsDataLoss(Database::deserialise(bytes, other).status()));
  other = rules;
  other.rules.pop_back();
  EXPECT_TRUE(absl::IsDataLoss(Database::deserialise(bytes, other).status()));
  other = rules;
  other.rules[0].name = "renamed";  // does not matter for matching
  EXPECT_TRUE(Database::deserialise(bytes, other).ok());
}

// An image of `sample()` at an aligned address.
class Image : public ::testing::Test {
 protected:
  Image() : bytes_(compile(rules_).image()) {
    void* start = memory_.data();
    std::size_t room = memory_.size();
    std::align(Database::kAlignment, bytes_.size(), start, room);
    place_ = static_cast<char*>(start);
  }
  absl::StatusOr<Database> read(const std::string& bytes) {
    std::memcpy(place_, bytes.data(), bytes.size());
    return Database::in_place({place_, bytes.size()}, rules_);
  }

  RuleSet rules_ = sample();
  std::string bytes_;
  std::string memory_ = std::string(bytes_.size() + Database::kAlignment, 'x');
  char* place_ = nullptr;
};

TEST_F(Image, FindsTheSameWhereverItStands) {
  const auto database = read(bytes_);
  ASSERT_TRUE(database.ok()) << database.status();
  const std::string_view text = "acme_abcd key=x";
  EXPECT_EQ(hits(*database, text), hits(compile(rules_), text));
  EXPECT_EQ(database->width(1).pattern, kUnbounded);
  EXPECT_EQ(database->reach().across_lines,
            compile(rules_).reach().across_lines);
}

TEST_F(Image, IsRefusedWhenItIsCutShortOrOfAnotherLibrary) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{63},
                                 bytes_.size() / 2, bytes_.size() - 1}) {
    EXPECT_FALSE(read(bytes_.substr(0, size)).ok()) << size;
  }
  std::string other = bytes_;
  other[0] = static_cast<char>(other[0] + 1);
  EXPECT_TRUE(absl::IsFailedPrecondition(read(other).status()));
  rules_.rules.pop_back();
  EXPECT_TRUE(absl::IsFailedPrecondition(read(bytes_).status()));
}

}  // namespace
}  // namespace patrol::match
