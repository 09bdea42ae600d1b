// SPDX-License-Identifier: Apache-2.0
#include "filter/allowlist.h"

#include <gtest/gtest.h>

#include "filter/config.h"

namespace patrol::filter {
namespace {

class AllowlistTest : public testing::Test {
 protected:
  AllowlistTest() {
    rule_.id = "aws-access-key";
    finding_.rule = &rule_;
    finding_.secret = "AbCdummy0123";
    finding_.fingerprint = "0123456789abcdef0123456789abcdef";
    location_.path = "tests/data/keys.txt";
    location_.commit.size = 20;
    location_.commit.bytes = {0x3f, 0x2c, 0x1a, 0x9e};
  }

  // Does an entry with these criteria allow the finding?
  bool allows(std::string_view criteria) {
    const std::string text =
        "[[allowlist]]\ndescription = 'why'\n" + std::string(criteria);
    const auto config = parse_config(text, "c.toml");
    EXPECT_TRUE(config.ok()) << config.status();
    return config.ok() && config->allowlist.allows(finding_, location_);
  }

  Rule rule_;
  Finding finding_;
  Location location_;
};

TEST_F(AllowlistTest, KnowsRulesByIdAndGlob) {
  EXPECT_TRUE(allows("rules = ['aws-access-key']"));
  EXPECT_TRUE(allows("rules = ['github-*', 'aws-*']"));
  EXPECT_FALSE(allows("rules = ['aws']"));
}

TEST_F(AllowlistTest, FindsRegexesInThePath) {
  EXPECT_TRUE(allows("paths = ['^tests/', '^docs/']"));
  EXPECT_TRUE(allows("paths = ['\\.txt$']"));
  EXPECT_FALSE(allows("paths = ['^data/']"));
  location_.path = "caf\xe9/tests";
  EXPECT_TRUE(allows("paths = ['/tests$']"));
}

TEST_F(AllowlistTest, FindsRegexesInTheSecret) {
  EXPECT_TRUE(allows("regexes = ['[0-9]{4}$']"));
  EXPECT_FALSE(allows("regexes = ['^[0-9]']"));
}

TEST_F(AllowlistTest, FindsStopwordsInAnyCase) {
  EXPECT_TRUE(allows("stopwords = ['DUMMY']"));
  EXPECT_FALSE(allows("stopwords = ['sample']"));
}

TEST_F(AllowlistTest, KnowsCommitsByTheirBeginning) {
  EXPECT_TRUE(allows("commits = ['3F2C1A9']"));
  EXPECT_FALSE(allows("commits = ['3f2c1a8']"));
  location_.commit = {};
  EXPECT_FALSE(allows("commits = ['3f2c1a9']"));
}

TEST_F(AllowlistTest, KnowsFingerprints) {
  EXPECT_TRUE(allows("fingerprints = ['0123456789ABCDEF0123456789abcdef']"));
  EXPECT_FALSE(allows("fingerprints = ['f123456789abcdef0123456789abcdef']"));
}

TEST_F(AllowlistTest, WantsAllCriteriaOfAnEntry) {
  EXPECT_TRUE(allows("rules = ['aws-*']\npaths = ['^tests/']"));
  EXPECT_FALSE(allows("rules = ['aws-*']\npaths = ['^src/']"));
  EXPECT_FALSE(allows("rules = ['gcp-*']\npaths = ['^tests/']"));
}

TEST_F(AllowlistTest, TakesAnyEntryAndTellsWhich) {
  const auto config = parse_config(
      "[[allowlist]]\ndescription = 'first'\nrules = ['x']\n"
      "[[allowlist]]\ndescription = 'second'\nrules = ['aws-*']\n",
      "c.toml");
  ASSERT_TRUE(config.ok()) << config.status();
  const AllowlistEntry* entry = config->allowlist.find(finding_, location_);
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->description, "second");
}

TEST_F(AllowlistTest, AllowsNothingWhenItIsEmpty) {
  EXPECT_FALSE(Allowlist().allows(finding_, location_));
  std::vector<AllowlistEntry> entries(1);
  EXPECT_FALSE(Allowlist(std::move(entries)).allows(finding_, location_));
}

}  // namespace
}  // namespace patrol::filter
