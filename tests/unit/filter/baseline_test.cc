// SPDX-License-Identifier: Apache-2.0
#include "filter/baseline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace patrol::filter {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string kOne = "0123456789abcdef0123456789abcde1";
const std::string kTwo = "0123456789abcdef0123456789abcde2";
const std::string kThree = "f123456789abcdef0123456789abcde3";

Finding finding(const std::string& fingerprint, const std::string& path,
                const Rule* rule = nullptr) {
  Finding result;
  result.fingerprint = fingerprint;
  result.secret = "hunter2secret";
  result.rule = rule;
  result.locations.emplace_back().path = path;
  return result;
}

std::string error_of(std::string_view text) {
  return std::string(parse_baseline(text, "b.txt").status().message());
}

TEST(Baseline, KnowsTheFingerprintsOfItsFile) {
  const auto baseline = parse_baseline(
      "# comment\n\n" + kOne + "  aws-key  a/b c.py\r\n" + "  " + kThree + "\n",
      "b.txt");
  ASSERT_TRUE(baseline.ok()) << baseline.status();
  EXPECT_EQ(baseline->size(), 2U);
  EXPECT_TRUE(baseline->contains(kOne));
  EXPECT_TRUE(baseline->contains(kThree));
  EXPECT_FALSE(baseline->contains(kTwo));
  EXPECT_FALSE(baseline->contains(""));
}

TEST(Baseline, ReadsWhatItWrote) {
  Rule rule;
  rule.id = "aws-access-key";
  const std::string text = write_baseline(
      {finding(kThree, "z.py", &rule), finding(kOne, "", &rule),
       finding(kTwo, "a/b.py", &rule), finding(kTwo, "other.py", &rule)});
  const std::string lines = text.substr(text.find("\n" + kOne) + 1);
  EXPECT_EQ(lines, kOne + "  aws-access-key  -\n" + kTwo +
                       "  aws-access-key  a/b.py\n" + kThree +
                       "  aws-access-key  z.py\n");
  const auto baseline = parse_baseline(text, "b.txt");
  ASSERT_TRUE(baseline.ok()) << baseline.status();
  EXPECT_EQ(baseline->size(), 3U);
}

TEST(Baseline, HoldsNoSecret) {
  Finding named = finding(kTwo, "dir/else.txt");
  named.locations[0].place = Place::file_name;
  const std::string text =
      write_baseline({finding(kOne, "keys/hunter2secret.txt"), named});
  EXPECT_THAT(text, Not(HasSubstr("hunter2secret")));
  EXPECT_THAT(text, Not(HasSubstr("else")));
}

TEST(Baseline, KeepsOddPathsOnOneLine) {
  const std::string text = write_baseline({finding(kOne, "a\nb\x7f.py")});
  EXPECT_THAT(text, HasSubstr("  -  a\\x0ab\\x7f.py\n"));
  EXPECT_TRUE(parse_baseline(text, "b.txt").ok());
}

TEST(Baseline, OfNothingIsOnlyAComment) {
  const auto baseline = parse_baseline(write_baseline({}), "b.txt");
  ASSERT_TRUE(baseline.ok()) << baseline.status();
  EXPECT_TRUE(baseline->empty());
  EXPECT_TRUE(parse_baseline("", "b.txt").ok());
}

TEST(Baseline, AcceptsAUnionMergeAndUpperCase) {
  std::string upper = kOne;
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  const auto baseline =
      parse_baseline("\xef\xbb\xbf" + kOne + "\n" + upper, "b.txt");
  ASSERT_TRUE(baseline.ok()) << baseline.status();
  EXPECT_EQ(baseline->size(), 1U);
}

TEST(Baseline, NamesTheLineOfAnError) {
  EXPECT_THAT(error_of("# a\n" + kOne + "\nnonsense\n"),
              testing::StartsWith("b.txt:3: "));
  EXPECT_THAT(error_of(kOne + "0  aws-key  -\n"),
              HasSubstr("b.txt:1: a line begins with a fingerprint"));
  EXPECT_THAT(error_of("[{\"RuleID\": \"x\"}]"), HasSubstr("32 hex digits"));
}

TEST(Baseline, TellsMergeConflictsFromOtherErrors) {
  for (const std::string_view marker :
       {"<<<<<<< HEAD", "=======", ">>>>>>> other", "||||||| base"}) {
    EXPECT_THAT(error_of(kOne + "\n" + std::string(marker) + "\n"),
                HasSubstr("b.txt:2: unresolved merge conflict"));
  }
}

TEST(Baseline, TellsTheFingerprintsThatAreGone) {
  const auto baseline =
      parse_baseline(kThree + "\n" + kTwo + "\n" + kOne, "b.txt");
  ASSERT_TRUE(baseline.ok()) << baseline.status();
  EXPECT_THAT(baseline->stale({finding(kTwo, "")}), ElementsAre(kOne, kThree));
  EXPECT_THAT(Baseline().stale({finding(kTwo, "")}), ElementsAre());
}

}  // namespace
}  // namespace patrol::filter
