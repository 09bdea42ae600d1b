// SPDX-License-Identifier: Apache-2.0
#include "git/environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace patrol::git {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Alternates, AreSeparatedByColons) {
  EXPECT_THAT(parse_alternates(""), IsEmpty());
  EXPECT_THAT(parse_alternates("/a"), ElementsAre("/a"));
  EXPECT_THAT(parse_alternates("/a:b/c:"), ElementsAre("/a", "b/c"));
  EXPECT_THAT(parse_alternates("::/a"), ElementsAre("/a"));
}

TEST(Alternates, AreQuotedWhenTheyHoldAColon) {
  EXPECT_THAT(parse_alternates(R"("/a:b":/c)"), ElementsAre("/a:b", "/c"));
  EXPECT_THAT(parse_alternates(R"("/\"\\\t\303\244")"),
              ElementsAre("/\"\\\t\xC3\xA4"));
}

TEST(Alternates, OddQuotesLoseNothing) {
  EXPECT_THAT(parse_alternates(R"(/a"b":/c)"), ElementsAre(R"(/a"b")", "/c"));
  EXPECT_THAT(parse_alternates(R"("/a:/c)"), ElementsAre("/a:/c"));
  EXPECT_THAT(parse_alternates("\"/a\\"), ElementsAre("/a\\"));
  EXPECT_THAT(parse_alternates(R"("/a\39")"), ElementsAre("/a39"));
}

}  // namespace
}  // namespace patrol::git
