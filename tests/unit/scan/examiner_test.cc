// SPDX-License-Identifier: Apache-2.0
#include "scan/examiner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/base64.h"
#include "git/objects.h"
#include "support/rules.h"

namespace patrol::scan {
namespace {

using test::make_rule;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Rule with_confidence(Rule rule, Confidence confidence) {
  rule.confidence = confidence;
  return rule;
}

// Random enough to be plausible.
const std::string kBody = "q7Rz2XvK9mWt";
const std::string kOther = "B4hJ8sNc3LpY";

class ExaminerTest : public ::testing::Test {
 protected:
  void use(std::vector<Rule> rules) {
    auto engine = Engine::compile({std::move(rules)});
    ASSERT_TRUE(engine.ok()) << engine.status();
    engine_ = *std::move(engine);
    auto examiner = Examiner::create(*engine_, {});
    ASSERT_TRUE(examiner.ok()) << examiner.status();
    examiner_ = *std::move(examiner);
  }

  void examine(std::string_view content, const std::string& path = "",
               ObjectType type = ObjectType::blob) {
    examiner_->examine(
        {git::parse_id(std::string(40, '1')), type, path, content});
  }

  // "rule secret place line:column-line:column[ reason]" of all occurrences.
  std::vector<std::string> told() {
    FindingTable table = examiner_->take_table();
    std::vector<std::string> all;
    for (const auto& [key, entry] : table.entries()) {
      for (const auto* list : {&entry.kept, &entry.held_back}) {
        for (const Occurrence& o : *list) {
          const std::string reason =
              list == &entry.kept ? ""
                                  : " " + std::string(to_string(entry.reason));
          all.push_back(engine_->rules().rules[entry.rule].id + " " +
                        entry.secret + " " + std::string(to_string(o.place)) +
                        " " + std::to_string(o.line) + ":" +
                        std::to_string(o.column) + "-" +
                        std::to_string(o.end_line) + ":" +
                        std::to_string(o.end_column) + reason);
        }
      }
    }
    std::sort(all.begin(), all.end());
    return all;
  }
  std::vector<std::string> told_of(std::string_view content) {
    examine(content);
    return told();
  }

  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Examiner> examiner_;
};

TEST_F(ExaminerTest, TellsWhereASecretStands) {
  use({make_rule("acme", "acme_(?P<secret>[0-9A-Za-z]{12})")});
  EXPECT_THAT(told_of("x\nkey = acme_" + kBody + "\n"),
              ElementsAre("acme " + kBody + " content 2:12-2:24"));
}

TEST_F(ExaminerTest, CountsTheBytesItSearched) {
  use({make_rule("acme", "acme_[a-z]")});
  examine("12345");
  examine("123");
  EXPECT_EQ(examiner_->counters().bytes, 8u);
}

TEST_F(ExaminerTest, OfOverlappingSecretsTheSurerStays) {
  use({with_confidence(make_rule("vague", "key=(?P<secret>\\S+)", "key="),
                       Confidence::low),
       with_confidence(make_rule("sure", "acme_[0-9A-Za-z]{12}"),
                       Confidence::high)});
  EXPECT_THAT(told_of("key=acme_" + kBody),
              ElementsAre("sure acme_" + kBody + " content 1:5-1:22"));
}

TEST_F(ExaminerTest, WhoKnowsTheIssuerWinsOverASurerGenericRule) {
  Rule generic = with_confidence(make_rule("any", "acme_[0-9A-Za-z]{12}"),
                                 Confidence::high);
  generic.provider = "generic";
  use({generic, with_confidence(make_rule("acme", "acme_(?P<secret>[0-9A-Za-z]{12})"),
                                Confidence::medium)});
  EXPECT_THAT(told_of("acme_" + kBody),
              ElementsAre("acme " + kBody + " content 1:6-1:18"));
}

TEST_F(ExaminerTest, WhatMustBeProvedIsElseNotEvenHeldBack) {
  Rule rule = make_rule("proved", "acme_[0-9A-Za-z]{12}");
  rule.verifier = "self_checksum";
  rule.proved_only = true;
  use({rule, make_rule("other", "acme_(?P<secret>[0-9A-Za-z]{12})")});
  EXPECT_THAT(told_of("acme_" + kBody),
              ElementsAre("other " + kBody + " content 1:6-1:18"));
}

TEST_F(ExaminerTest, OfEquallySureOnesTheLongerStays) {
  use({make_rule("short", "[0-9A-Za-z]{12}@"),
       make_rule("long", "u:[0-9A-Za-z]{12}@h")});
  EXPECT_THAT(told_of("u:" + kBody + "@h"),
              ElementsAre("long u:" + kBody + "@h content 1:1-1:17"));
}

TEST_F(ExaminerTest, SecretsThatOnlyTouchBothStay) {
  use({make_rule("a", "a=(?P<secret>[0-9A-Za-z]{12})"),
       make_rule("b", "(?P<secret>b=[0-9A-Za-z]{12})")});
  EXPECT_EQ(told_of("a=" + kBody + "b=" + kOther).size(), 2u);
}

TEST_F(ExaminerTest, AHeldBackSureSecretStillDisplacesAnUnsureOne) {
  use({with_confidence(make_rule("vague", "key=(?P<secret>\\S+)", "key="),
                       Confidence::low),
       with_confidence(make_rule("sure", "acme_[0-9A-Za-z]{12}"),
                       Confidence::high)});
  EXPECT_THAT(told_of("key=acme_xxxxxxxxxxxx"),
              ElementsAre("sure acme_xxxxxxxxxxxx content 1:5-1:22 "
                          "placeholder"));
}

TEST_F(ExaminerTest, ManyOverlapsInARowAreSettledInPairs) {
  use({make_rule("a", "[0-9]{6}"), make_rule("b", "[0-9a-f]{4,9}[xyz]")});
  // b covers the second half of a and more: longer, so it stays.
  EXPECT_THAT(told_of("82736450f1bx"),
              ElementsAre(::testing::StartsWith("b ")));
}

TEST_F(ExaminerTest, InBinaryFilesUnsureRulesAreSilent) {
  use({with_confidence(make_rule("vague", "vague_[0-9A-Za-z]{12}"),
                       Confidence::low),
       make_rule("sure", "acme_[0-9A-Za-z]{12}")});
  const std::string text = "vague_" + kBody + " acme_" + kOther;
  EXPECT_EQ(told_of(text).size(), 2u);
  EXPECT_EQ(told_of(text + '\0').size(), 1u);
  EXPECT_EQ(told_of(text + std::string(8000, ' ') + '\0').size(), 2u);
}

TEST_F(ExaminerTest, RulesThatAreNotWantedAreSilent) {
  use({make_rule("acme", "acme_[0-9A-Za-z]{12}")});
  EXPECT_EQ(told_of("acme_" + kBody).size(), 1u);
}

TEST_F(ExaminerTest, MessagesCountTheirOwnLines) {
  use({make_rule("acme", "acme_[0-9A-Za-z]{12}")});
  examine("tree " + std::string(40, '1') +
              "\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\n"
              "subject\n\nacme_" +
              kBody + "\n",
          "", ObjectType::commit);
  EXPECT_THAT(told(),
              ElementsAre("acme acme_" + kBody + " commit-message 3:1-3:18"));
  examine("object " + std::string(40, '1') + "\ntype commit\n\nacme_" + kBody,
          "", ObjectType::tag);
  EXPECT_THAT(told(),
              ElementsAre("acme acme_" + kBody + " tag-message 1:1-1:18"));
}

TEST_F(ExaminerTest, WhatStandsInAHeaderIsNoMessage) {
  use({make_rule("acme", "acme_[0-9A-Za-z]{12}")});
  examine("tree " + std::string(40, '1') + "\nauthor acme_" + kBody +
              " <a@b> 1 +0000\n\nsubject\n",
          "", ObjectType::commit);
  EXPECT_THAT(told(),
              ElementsAre("acme acme_" + kBody + " commit-header 2:8-2:25"));
}

TEST_F(ExaminerTest, PathsAndNamesAreSearched) {
  use({make_rule("acme", "acme_[0-9A-Za-z]{12}")});
  examine("nothing", "keys/acme_" + kBody + ".txt", ObjectType::file);
  EXPECT_THAT(told(),
              ElementsAre("acme acme_" + kBody + " file-name 1:6-1:23"));
  examiner_->examine_name("acme_" + kOther, git::parse_id(std::string(40, '1')),
                          ObjectType::tree);
  EXPECT_THAT(told(),
              ElementsAre("acme acme_" + kOther + " file-name 1:1-1:18"));
}

TEST_F(ExaminerTest, Utf16IsSearchedAsText) {
  use({make_rule("acme", "acme_[0-9A-Za-z]{12}")});
  std::string text = "\xFF\xFE";
  for (const char c : "x\nacme_" + kBody) text += std::string{c, '\0'};
  EXPECT_THAT(told_of(text),
              ElementsAre("acme acme_" + kBody + " content 2:1-2:18"));
}

TEST_F(ExaminerTest, ACommentOnTheLineAllows) {
  use({make_rule("acme", "acme_[0-9A-Za-z]{12}")});
  EXPECT_THAT(
      told_of("acme_" + kBody + "  # patrol:allow\n"),
      ElementsAre("acme acme_" + kBody + " content 1:1-1:18 allow-comment"));
}

TEST_F(ExaminerTest, TheSameSecretWithOtherSurroundingsIsJudgedAnew) {
  use({make_rule("acme", "acme_[0-9A-Za-z]{12}")});
  const std::string secret = "acme_" + kBody;
  examine("# patrol:allow " + secret + "\n" + secret + "\n");
  const auto all = told();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(std::count_if(all.begin(), all.end(),
                          [](const auto& line) {
                            return line.ends_with("allow-comment");
                          }),
            1);
}

TEST_F(ExaminerTest, TheNumberOfOccurrencesInOneObjectIsBounded) {
  use({make_rule("acme", "acme_[0-9A-Za-z]{12}")});
  std::string text;
  for (int i = 0; i < 150; ++i) text += "acme_" + kBody + "\n";
  EXPECT_EQ(told_of(text).size(), FindingTable::kPerObject);
}

TEST_F(ExaminerTest, NothingIsNothing) {
  use({make_rule("acme", "acme_[0-9A-Za-z]{12}")});
  EXPECT_THAT(told_of(""), IsEmpty());
  examine("", "", ObjectType::commit);
  examine("\n", "", ObjectType::tag);
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(ExaminerTest, FindsWhatIsEncodedWhereItStands) {
  use({make_rule("token", "t0k_[0-9A-Za-z]{12}")});
  examine("\nv: " + base::encode_base64("t0k_" + kBody + " in a text"));
  EXPECT_THAT(told(), ElementsAre("token t0k_" + kBody + " content 2:4-2:26"));
}

TEST_F(ExaminerTest, DecodesAsDeepAsItIsTold) {
  use({make_rule("token", "t0k_[0-9A-Za-z]{12}")});
  const std::string twice =
      base::encode_base64(base::encode_base64("a t0k_" + kBody + " in a text"));
  auto shallow = Examiner::create(*engine_, {.max_decode_depth = 1});
  ASSERT_TRUE(shallow.ok()) << shallow.status();
  (*shallow)->examine({.content = twice});
  EXPECT_TRUE((*shallow)->take_table().entries().empty());
  examine(twice);
  EXPECT_THAT(told(), ElementsAre("token t0k_" + kBody + " content 1:3-1:33"));
}

// A finding that stands plain keeps its spelling, and so its fingerprint.
TEST_F(ExaminerTest, ARuleThatMatchesWhatStandsThereDoesNotDecodeIt) {
  use({make_rule("value", "k=(?P<secret>[0-9A-Za-z+/=]{12,90})")});
  const std::string encoded = base::encode_base64(kBody + kOther);
  examine("k=" + encoded);
  EXPECT_THAT(told(), ElementsAre("value " + encoded + " content 1:3-1:35"));
}

TEST_F(ExaminerTest, OfOverlappingSecretsTheSurerWinsThoughItIsEncoded) {
  use({with_confidence(make_rule("value", "k=(?P<secret>[0-9A-Za-z+/=]{12,90})"),
                       Confidence::low),
       with_confidence(make_rule("token", "t0k_[0-9A-Za-z]{12}"),
                       Confidence::high)});
  examine("k=" + base::encode_base64("t0k_" + kBody + kOther));
  EXPECT_THAT(told(), ElementsAre("token t0k_" + kBody + " content 1:3-1:25"));
}

}  // namespace
}  // namespace patrol::scan
