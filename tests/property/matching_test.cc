// SPDX-License-Identifier: Apache-2.0
//
// For every built-in rule and any text, the matcher finds what a plain search
// of the whole text with RE2 finds.
#include <gtest/gtest.h>

#include <algorithm>

#include "match/cost.h"
#include "match/matcher.h"
#include "support/builtin_examples.h"
#include "support/encoded.h"
#include "support/plain_search.h"
#include "support/random.h"
#include "support/rules.h"

namespace patrol {
namespace {

constexpr int kTexts = 300;

// What may stand around and inside of a token.
std::string border(test::Random& random) {
  static const std::vector<std::string> borders = {
      "",    " ",   "\n",  "\r\n",     "\t",
      "\"",  "'",   "`",   "=",        ":",
      ",",   ";",   "/",   "\\",       "-",
      "_",   ".",   "@",   "<",        ">",
      "{}",  "%3D", "\\n", "\xC3\xA9", std::string(1, '\0'),
      "\xFF"};
  return random.pick(borders);
}

// Example texts, whole, cut, doubled and damaged, with noise in between.
std::string make_text(const std::vector<std::string>& pieces,
                      test::Random& random) {
  std::string text;
  for (std::size_t i = 1 + random.below(8); i > 0; --i) {
    std::string piece = random.pick(pieces);
    if (random.once_in(4)) piece.resize(random.below(piece.size() + 1));
    if (random.once_in(4)) piece.erase(0, random.below(piece.size() + 1));
    if (random.once_in(4) && !piece.empty()) {
      piece[random.below(piece.size())] = static_cast<char>(random.below(256));
    }
    if (random.once_in(10)) piece += piece;
    if (random.once_in(10)) {
      piece = test::encoded(piece, test::any_encoding(random), random);
    }
    text += border(random) + piece + border(random);
    if (random.once_in(3)) text += random.bytes(random.below(40));
    if (random.once_in(6)) text += std::string(random.below(300), 'a');
  }
  return text;
}

std::string told(const RuleSet& rules, const std::vector<Match>& matches) {
  std::string all;
  for (const Match& m : matches) {
    all += rules.rules[m.rule].id + " " + std::to_string(m.whole.begin) + "-" +
           std::to_string(m.whole.end) + " secret " +
           std::to_string(m.secret.begin) + "-" + std::to_string(m.secret.end) +
           "\n";
  }
  return all;
}

// Only what one of them has.
std::string difference(const RuleSet& rules, const std::vector<Match>& found,
                       const std::vector<Match>& expected) {
  std::vector<Match> lost, extra;
  std::set_difference(expected.begin(), expected.end(), found.begin(),
                      found.end(), std::back_inserter(lost));
  std::set_difference(found.begin(), found.end(), expected.begin(),
                      expected.end(), std::back_inserter(extra));
  return "not found:\n" + told(rules, lost) + "too many:\n" +
         told(rules, extra);
}

class Matching : public ::testing::Test {
 protected:
  void SetUp() override {
    auto engine = scan::Engine::create({});
    ASSERT_TRUE(engine.ok()) << engine.status();
    engine_ = *std::move(engine);
    auto matcher =
        match::Matcher::create(engine_->database(), engine_->confirmer());
    ASSERT_TRUE(matcher.ok()) << matcher.status();
    matcher_ = std::make_unique<match::Matcher>(*std::move(matcher));
  }

  void expect_plain(const std::string& text) {
    std::vector<Match> found;
    ASSERT_TRUE(matcher_->match(text, found).ok());
    const std::vector<Match> expected =
        test::plain_search(engine_->rules(), text);
    if (found == expected) return;
    ADD_FAILURE() << difference(engine_->rules(), found, expected) << "in "
                  << ::testing::PrintToString(text.substr(0, 2000));
  }

  std::unique_ptr<scan::Engine> engine_;
  std::unique_ptr<match::Matcher> matcher_;
};

TEST_F(Matching, EveryExampleIsMatchedAsAPlainSearchDoes) {
  for (const std::string& text : test::builtin_example_texts()) {
    expect_plain(text);
    if (HasFailure()) break;
  }
}

TEST_F(Matching, RandomTextsAreMatchedAsAPlainSearchDoes) {
  const std::vector<std::string> pieces = test::builtin_example_texts();
  test::Random random(1);
  for (int i = 0; i < kTexts; ++i) {
    SCOPED_TRACE("PATROL_SEED=" + std::to_string(test::seed()) + ", text " +
                 std::to_string(i));
    expect_plain(make_text(pieces, random));
    if (HasFailure()) break;
  }
}

// The next version of a text: runs of it, moved, doubled and left out, with
// pieces in between; `copied` says which.
std::string edited(const std::string& text,
                   const std::vector<std::string>& pieces,
                   test::Random& random, std::vector<CopiedRun>& copied) {
  std::string next;
  copied.clear();
  std::size_t from = 0;
  for (std::size_t i = random.below(6); from < text.size(); --i) {
    const std::size_t size =
        i == 0 ? text.size() - from
               : std::min(text.size() - from, random.below(2000));
    if (!random.once_in(6)) {
      copied.push_back({from, next.size(), size});
      next += text.substr(from, size);
    }
    if (i == 0) break;
    if (random.once_in(2)) next += make_text(pieces, random);
    if (random.once_in(3)) next += random.once_in(2) ? "\n" : "x";
    from = random.once_in(8) ? random.below(text.size() + 1) : from + size;
    if (random.once_in(4)) from = std::min(text.size(), from + random.below(9));
  }
  return next;
}

// Chains of versions, each searched by what changed and whole. Returns how many
// matches there were.
std::uint64_t find_the_same_in_chains(const RuleSet& rules,
                                      match::Matcher& matcher,
                                      test::Random& random) {
  const std::vector<std::string> pieces = test::builtin_example_texts();
  std::uint64_t all = 0;
  for (int chain = 0; chain < 40; ++chain) {
    SCOPED_TRACE("PATROL_SEED=" + std::to_string(test::seed()) + ", chain " +
                 std::to_string(chain));
    std::string text;
    for (int i = 0; i < 4; ++i) {
      text += make_text(pieces, random) + std::string(random.below(900), 'a');
    }
    Memo memo;
    std::vector<Match> found, expected;
    EXPECT_TRUE(matcher.match({.content = text, .memo = &memo}, found).ok());
    for (int version = 0; version < 12; ++version) {
      std::vector<CopiedRun> copied;
      const std::string next = edited(text, pieces, random, copied);
      Memo noted;
      EXPECT_TRUE(matcher
                      .match({.content = next,
                              .base_size = text.size(),
                              .base_memo = memo.known ? &memo : nullptr,
                              .copied = copied,
                              .memo = &noted},
                             found)
                      .ok());
      const std::vector<EncodedStart> encoded = matcher.encoded();
      EXPECT_TRUE(matcher.match(next, expected).ok());
      EXPECT_TRUE(encoded == matcher.encoded()) << "other encoded text";
      all += expected.size();
      if (found != expected) {
        ADD_FAILURE() << difference(rules, found, expected) << "in "
                      << ::testing::PrintToString(next.substr(0, 2000));
        return all;
      }
      text = next;
      memo = std::move(noted);
    }
  }
  return all;
}

// The promise of match/windows.h.
TEST_F(Matching, SearchingWhatChangedFindsWhatSearchingAllFinds) {
  test::Random random(6);
  EXPECT_GT(find_the_same_in_chains(engine_->rules(), *matcher_, random), 1000u);
}

// The same with rules of users among the rules: some without any bound, some
// wider across lines than any built-in one is in a line.
class MatchingOfUsers : public ::testing::Test {
 protected:
  void SetUp() override {
    rules_.rules = {
        test::make_rule("open", "ghp_[A-Za-z0-9]+"),
        test::make_rule("open-lines", "(?s)-----BEGIN.*?-----"),
        test::make_rule("open-anchor", "[Kk]ey(?P<secret>[^\\n]{1,80})\\n",
                        "[Kk]ey[^\\n]*\\n"),
        test::make_rule("lines", "(?s)\\b[Tt]oken.{0,3000}[0-9]{3}\\b"),
        test::make_rule("line", "[a-z]=[^\\n]{0,300}9"),
        test::make_rule("border", "aa[0-9]\\b|xoxb?-[0-9]+$")};
    auto database =
        match::Database::compile(rules_, match::Target::this_machine);
    ASSERT_TRUE(database.ok()) << database.status();
    database_ = std::make_unique<match::Database>(*std::move(database));
    confirmer_ = std::make_unique<match::Confirmer>(rules_, *database_);
    auto matcher = match::Matcher::create(*database_, *confirmer_);
    ASSERT_TRUE(matcher.ok()) << matcher.status();
    matcher_ = std::make_unique<match::Matcher>(*std::move(matcher));
  }

  RuleSet rules_;
  std::unique_ptr<match::Database> database_;
  std::unique_ptr<match::Confirmer> confirmer_;
  std::unique_ptr<match::Matcher> matcher_;
};

TEST_F(MatchingOfUsers, AreFoundInWhatChanged) {
  test::Random random(8);
  EXPECT_GT(find_the_same_in_chains(rules_, *matcher_, random), 500u);
}

// What Hyperscan and RE2 would have to disagree about otherwise.
TEST_F(Matching, EveryAnchorHasABound) {
  for (std::uint32_t i = 0; i < engine_->rules().rules.size(); ++i) {
    EXPECT_LT(engine_->database().width(i).anchor, 1024u)
        << engine_->rules().rules[i].id;
  }
}

// What `rules test` tells users of, but for the speed: sanitizers have their
// own. A few rules a run, other ones each time.
TEST_F(Matching, NoBuiltInRuleExplodesOnATextThatImitatesIt) {
  test::Random random(11);
  for (int i = 0; i < 25; ++i) {
    const Rule& rule = random.pick(engine_->rules().rules);
    auto cost = match::measure_cost(rule);
    ASSERT_TRUE(cost.ok()) << cost.status();
    cost->bytes_per_us = 1000;
    EXPECT_EQ(match::cost_complaint(*cost), "")
        << rule.id << ": " << cost->bytes_per_us << " MB/s, growth "
        << cost->growth << ", on " << ::testing::PrintToString(cost->text);
  }
}

}  // namespace
}  // namespace patrol
