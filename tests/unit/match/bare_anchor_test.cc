// SPDX-License-Identifier: Apache-2.0
#include "match/bare_anchor.h"

#include <gtest/gtest.h>

namespace patrol::match {
namespace {

TEST(BareAnchor, IsOneWithoutThreeFixedBytesInARow) {
  for (const char* anchor :
       {"[0-9a-f]{40}", "SK[0-9a-f]{32}", "(?:acme|[a-z]{3})_", "a[bc]d*e"}) {
    EXPECT_TRUE(is_bare(anchor)) << anchor;
  }
}

TEST(BareAnchor, IsNoneWithAPrefixKeywordsOrAFewChoices) {
  for (const char* anchor : {"ghp_[0-9a-f]{36}", "(?i:acme|other)", "[Aa]cm",
                             "(?:AKIA|ASIA)[A-Z2-7]{16}", "[0-9]{4}\\.apps"}) {
    EXPECT_FALSE(is_bare(anchor)) << anchor;
  }
}

TEST(BareAnchor, BrokenExpressionsAreForOthersToTell) {
  EXPECT_FALSE(is_bare("("));
}

}  // namespace
}  // namespace patrol::match
