// SPDX-License-Identifier: Apache-2.0
#include "report/mask.h"

#include <gtest/gtest.h>

#include "unit/report/sample_report.h"

namespace patrol::report {
namespace {

using testing::finding_of;
using testing::kPassword;
using testing::kToken;
using testing::location_of;

class MaskTest : public ::testing::Test {
 protected:
  void add(std::string secret, Place place = Place::content,
           Suppression suppression = Suppression::no) {
    Location at = location_of("a", 1);
    at.place = place;
    Finding finding = finding_of(rule_, std::move(secret), at);
    finding.suppression = suppression;
    auto& list =
        suppression == Suppression::no ? report_.findings : report_.suppressed;
    list.push_back(finding);
  }
  std::string masked(std::string_view text, bool show_secrets = false) const {
    return SecretMask(report_, show_secrets).apply(text);
  }

  Rule rule_;
  Report report_;
};

TEST_F(MaskTest, HidesASecretWhereverItStandsInAText) {
  add(kToken);
  EXPECT_EQ(masked(kToken), "ghp_****");
  EXPECT_EQ(masked("x/" + kToken + "/" + kToken + ".txt"),
            "x/ghp_****/ghp_****.txt");
}

TEST_F(MaskTest, LeavesOtherTextsAlone) {
  add(kToken);
  EXPECT_EQ(masked(""), "");
  EXPECT_EQ(masked("ghp"), "ghp");
  EXPECT_EQ(masked(kToken.substr(0, 39)), kToken.substr(0, 39));
}

TEST_F(MaskTest, HidesTheLongestOfSecretsThatBeginAlike) {
  add(kToken + "A");
  add(kToken);
  add(kToken + "AAB");
  EXPECT_EQ(masked(kToken + "AAC"), "ghp_****AC");
  EXPECT_EQ(masked(kToken + "B"), "ghp_****B");
  EXPECT_EQ(masked(kToken + "AAB"), "ghp_****");
}

TEST_F(MaskTest, LeavesShortSecretsThatMayBeWordsUnlessTheyNameAFile) {
  add(kPassword);
  EXPECT_EQ(masked("src/" + kPassword), "src/" + kPassword);
  add(kPassword, Place::file_name);
  EXPECT_EQ(masked("src/" + kPassword), "src/****");
}

TEST_F(MaskTest, HidesWhatNamesARefAndWhatIsNoFinding) {
  add(kPassword, Place::ref_name);
  report_.hidden = {"acme-key"};
  EXPECT_EQ(masked("refs/heads/" + kPassword), "refs/heads/****");
  EXPECT_EQ(masked("refs/tags/acme-key"), "refs/tags/****");
}

TEST_F(MaskTest, HidesHeldBackSecretsButNotPlaceholders) {
  add(kToken, Place::content, Suppression::baseline);
  add("application-properties", Place::content, Suppression::unlikely);
  EXPECT_EQ(masked(kToken), "ghp_****");
  EXPECT_EQ(masked("application-properties"), "application-properties");
}

TEST_F(MaskTest, ChangesNothingWhenSecretsAreShown) {
  add(kToken);
  EXPECT_EQ(masked(kToken, true), kToken);
  EXPECT_EQ(SecretMask(report_, true).shown(report_.findings[0]), kToken);
  EXPECT_EQ(SecretMask(report_, false).shown(report_.findings[0]),
            redact(kToken));
}

}  // namespace
}  // namespace patrol::report
