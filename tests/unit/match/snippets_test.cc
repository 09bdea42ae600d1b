// SPDX-License-Identifier: Apache-2.0
#include "match/snippets.h"

#include <gtest/gtest.h>

#include <string_view>

namespace patrol::match {
namespace {

TEST(Snippets, AreJoinedByLineFeedsAndFoundAgain) {
  constexpr std::string_view kText = "0123456789abcdef";
  Snippets snippets;
  EXPECT_TRUE(snippets.empty());
  snippets.add(kText, {1, 3});
  snippets.add(kText, {5, 8});
  snippets.add(kText, {7, 10});  // overlaps
  snippets.add(kText, {8, 9});   // is in it
  snippets.add(kText, {12, 16});
  EXPECT_EQ(snippets.text(), "12\n56789\ncdef");
  EXPECT_EQ(snippets.source_of(1), 2u);
  EXPECT_EQ(snippets.source_of(2), 3u);
  EXPECT_EQ(snippets.source_of(4), 6u);
  EXPECT_EQ(snippets.source_of(8), 10u);
  EXPECT_EQ(snippets.source_of(13), 16u);
  snippets.clear();
  snippets.add(kText, {0, 1});
  EXPECT_EQ(snippets.text(), "0");
}

}  // namespace
}  // namespace patrol::match
