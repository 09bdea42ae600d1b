// SPDX-License-Identifier: Apache-2.0
#include "report/wrap.h"

#include <gtest/gtest.h>

namespace patrol::report {
namespace {

TEST(Wrapped, BreaksAtSpacesAndHangs) {
  EXPECT_EQ(wrapped("Found 3 secrets: one\nRead it\n", 12),
            "Found 3\n  secrets:\n  one\nRead it\n");
  EXPECT_EQ(wrapped("    added in c0, by Ann", 14),
            "    added in\n      c0, by\n      Ann");
}

TEST(Wrapped, HangsBehindLabels) {
  EXPECT_EQ(wrapped("  Next:   revoke: end it here", 26),
            "  Next:   revoke: end it\n                  here");
}

TEST(Wrapped, KeepsWideWordsWhole) {
  EXPECT_EQ(wrapped("  https://long.example/page x", 10),
            "  https://long.example/page\n    x");
  EXPECT_EQ(wrapped("  page: https://long.example/page", 20),
            "  page: https://long.example/page");
}

TEST(Wrapped, LeavesLinesThatFitAsTheyAre) {
  const std::string text = "  a  b\n\n    c\n";
  EXPECT_EQ(wrapped(text, 40), text);
  EXPECT_EQ(wrapped(text, 0), text);
}

TEST(ColumnsOf, CountsWhatATerminalShows) {
  EXPECT_EQ(columns_of("\x1b[1;31mab\x1b[0m"), 2u);
  EXPECT_EQ(columns_of("caf\xC3\xA9"), 4u);
  EXPECT_EQ(columns_of("\xE6\xBC\xA2"), 2u);
}

}  // namespace
}  // namespace patrol::report
