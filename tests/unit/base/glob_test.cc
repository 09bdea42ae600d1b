// SPDX-License-Identifier: Apache-2.0
#include "base/glob.h"

#include <gtest/gtest.h>

#include <string>

namespace patrol::base {
namespace {

TEST(Glob, WithoutSignsComparesTheWholeText) {
  EXPECT_TRUE(glob_match("aws-key", "aws-key"));
  EXPECT_FALSE(glob_match("aws", "aws-key"));
  EXPECT_FALSE(glob_match("key", "aws-key"));
  EXPECT_FALSE(glob_match("AWS-key", "aws-key"));
  EXPECT_TRUE(glob_match("", ""));
  EXPECT_FALSE(glob_match("", "a"));
}

TEST(Glob, AStarIsAnyRunEvenNoneAndEvenOfSlashes) {
  EXPECT_TRUE(glob_match("*", ""));
  EXPECT_TRUE(glob_match("vendor/*", "vendor/a/b.c"));
  EXPECT_TRUE(glob_match("a*", "a"));
  EXPECT_TRUE(glob_match("*.c", "a.b.c"));
  EXPECT_TRUE(glob_match("a*b*c", "a-b-b-c"));
  EXPECT_FALSE(glob_match("a*b*c", "a-c-b"));
  EXPECT_TRUE(glob_match("**", "x"));
}

TEST(Glob, AQuestionMarkIsOneByte) {
  EXPECT_TRUE(glob_match("a?c", "abc"));
  EXPECT_FALSE(glob_match("a?c", "ac"));
  EXPECT_FALSE(glob_match("a?", "abc"));
  EXPECT_TRUE(glob_match("?*", "a"));
  EXPECT_FALSE(glob_match("?*", ""));
}

TEST(Glob, SignsInTheTextAreOrdinary) {
  EXPECT_TRUE(glob_match("*x", "*x"));
  EXPECT_TRUE(glob_match("*a", "?*a"));
  EXPECT_FALSE(glob_match("a", "*"));
  EXPECT_TRUE(glob_match("[a]", "[a]"));  // no classes
  EXPECT_FALSE(glob_match("[a]", "a"));
}

TEST(Glob, ManyStarsDoNotTakeForever) {
  std::string glob;
  for (int i = 0; i < 50; ++i) glob += "*a";
  EXPECT_FALSE(glob_match(glob + "b", std::string(5000, 'a')));
  EXPECT_TRUE(glob_match(glob, std::string(5000, 'a')));
}

}  // namespace
}  // namespace patrol::base
