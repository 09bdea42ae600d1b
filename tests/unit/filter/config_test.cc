// SPDX-License-Identifier: Apache-2.0
#include "filter/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace patrol::filter {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

Config parsed(std::string_view text) {
  auto config = parse_config(text, ".patrol.toml");
  EXPECT_TRUE(config.ok()) << config.status();
  return config.ok() ? *std::move(config) : Config{};
}

std::string error_of(std::string_view text) {
  return std::string(parse_config(text, ".patrol.toml").status().message());
}

TEST(Config, ReadsEveryKeyOfTheScan) {
  const Config config = parsed(R"(
[scan]
max_size = "10M"
exclude = ["vendor/*", "*.min.js"]
disable_rules = ["generic-*"]
fail_on = "critical"
)");
  EXPECT_EQ(config.scan.max_size, std::uint64_t{10} << 20);
  EXPECT_THAT(config.scan.exclude, ElementsAre("vendor/*", "*.min.js"));
  EXPECT_THAT(config.scan.disable_rules, ElementsAre("generic-*"));
  EXPECT_EQ(config.scan.fail_on, FailOn::critical);
}

TEST(Config, LeavesAbsentKeysUnset) {
  const Config config = parsed("");
  EXPECT_FALSE(config.scan.max_size.has_value());
  EXPECT_FALSE(config.scan.fail_on.has_value());
  EXPECT_TRUE(config.allowlist.empty());
}

TEST(Config, TakesEveryNameOfFailOn) {
  EXPECT_EQ(parsed("scan.fail_on = 'low'").scan.fail_on, FailOn::low);
  EXPECT_EQ(parsed("scan.fail_on = 'medium'").scan.fail_on, FailOn::medium);
  EXPECT_EQ(parsed("scan.fail_on = 'high'").scan.fail_on, FailOn::high);
  EXPECT_EQ(parsed("scan.fail_on = 'valid'").scan.fail_on, FailOn::valid);
  EXPECT_THAT(error_of("scan.fail_on = 'never'"), HasSubstr("must be one of"));
  EXPECT_THAT(error_of("scan.fail_on = 3"), HasSubstr("must be a string"));
}

TEST(Config, ReadsSizesInBytesAndUnits) {
  EXPECT_EQ(parse_size("1000"), 1000U);
  EXPECT_EQ(parse_size("512k"), 512U * 1024);
  EXPECT_EQ(parse_size("2G"), std::uint64_t{2} << 30);
  for (const auto* wrong : {"", "0", "M", "10 M", "10MB", "-1", "1.5M",
                            "99999999999999999999", "18446744073709551615k"}) {
    EXPECT_FALSE(parse_size(wrong).has_value()) << wrong;
  }
  EXPECT_EQ(parsed("scan.max_size = 4096").scan.max_size, 4096U);
  EXPECT_THAT(error_of("scan.max_size = 0"), HasSubstr("must be a size"));
  EXPECT_THAT(error_of("scan.max_size = true"), HasSubstr("must be a size"));
}

TEST(Config, NamesThePlaceOfAnUnknownKey) {
  EXPECT_THAT(error_of("\n[scan]\nexclud = []\n"),
              StartsWith(".patrol.toml:3:1: unknown key 'exclud' in [scan] "
                         "(did you mean 'exclude'?)"));
  EXPECT_THAT(error_of("[[allowlist]]\ndescription = 'x'\npath = ['a']\n"
                       "rules = ['a']"),
              HasSubstr(":3:1: unknown key 'path' in [[allowlist]] "
                        "(did you mean 'paths'?)"));
  EXPECT_THAT(error_of("[whatever]"), HasSubstr("unknown key 'whatever'"));
  EXPECT_THAT(error_of("[scam]"), HasSubstr("(did you mean 'scan'?)"));
}

TEST(Config, NamesThePlaceOfASyntaxError) {
  EXPECT_THAT(error_of("[scan]\nexclude = [\n"), StartsWith(".patrol.toml:"));
  EXPECT_THAT(error_of("[scan\n"), StartsWith(".patrol.toml:1:"));
}

TEST(Config, TellsAllErrorsAtOnce) {
  const std::string errors = error_of(
      "[scan]\nfail_on = 'x'\n[[allowlist]]\ndescription = 'y'\n"
      "commits = ['123']\nfingerprints = ['z']\nregexes = ['(']\n");
  EXPECT_THAT(errors, HasSubstr(":2:"));
  EXPECT_THAT(errors, HasSubstr(":5:12: 'commits': '123' is not a commit"));
  EXPECT_THAT(errors, HasSubstr(":6:"));
  EXPECT_THAT(errors, HasSubstr(":7:12: 'regexes': '(': missing )"));
}

TEST(Config, WantsAReasonAndACriterionForAnEntry) {
  EXPECT_THAT(error_of("[[allowlist]]\nrules = ['a']"),
              HasSubstr("'description' is missing"));
  EXPECT_THAT(error_of("[[allowlist]]\ndescription = ' '\nrules = ['a']"),
              HasSubstr("'description' is empty"));
  EXPECT_THAT(error_of("[[allowlist]]\ndescription = 'x'"),
              HasSubstr("no criterion"));
  EXPECT_THAT(error_of("[[allowlist]]\ndescription = 'x'\nrules = []"),
              HasSubstr("'rules' is empty"));
  EXPECT_THAT(error_of("[[allowlist]]\ndescription = 'x'\nstopwords = ['']"),
              HasSubstr("'stopwords': empty"));
}

TEST(Config, RefusesWrongTypes) {
  EXPECT_THAT(error_of("scan = 1"), HasSubstr("write [scan] here"));
  EXPECT_THAT(error_of("[allowlist]\nrules = ['a']"),
              HasSubstr("write [[allowlist]] here"));
  EXPECT_THAT(error_of("scan.exclude = 'a'"), HasSubstr("list of strings"));
  EXPECT_THAT(error_of("scan.exclude = [1]"), HasSubstr("not a string"));
}

}  // namespace
}  // namespace patrol::filter
