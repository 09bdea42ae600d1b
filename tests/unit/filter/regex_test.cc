// SPDX-License-Identifier: Apache-2.0
#include "filter/regex.h"

#include <gtest/gtest.h>

namespace patrol::filter {
namespace {

TEST(RegexSet, MatchesNothingWhenItIsEmpty) {
  EXPECT_TRUE(RegexSet().empty());
  EXPECT_FALSE(RegexSet().matches(""));
  const auto set = RegexSet::compile({});
  ASSERT_TRUE(set.ok());
  EXPECT_TRUE(set->empty());
}

TEST(RegexSet, FindsAnyPatternAnywhere) {
  const auto set = RegexSet::compile({"b+c", "^x"});
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_TRUE(set->matches("abbcd"));
  EXPECT_TRUE(set->matches("xyz"));
  EXPECT_FALSE(set->matches("axbd"));
}

TEST(RegexSet, WorksOnAnyBytes) {
  const auto set = RegexSet::compile({"^.\\xff.$"});
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_TRUE(set->matches(std::string_view("\0\xff\x80", 3)));
}

TEST(RegexSet, SaysWhatIsWrongWithAPattern) {
  EXPECT_EQ(regex_error("a(b)"), "");
  EXPECT_NE(regex_error("a(b"), "");
  EXPECT_NE(regex_error("(?=a)"), "");
  EXPECT_FALSE(RegexSet::compile({"fine", "a("}).ok());
}

}  // namespace
}  // namespace patrol::filter
