// SPDX-License-Identifier: Apache-2.0
#include "report/utf8.h"

#include <gtest/gtest.h>

namespace patrol::report {
namespace {

TEST(IsUtf8, TakesOneToFourBytes) {
  for (const std::string_view good :
       {"", "A", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    EXPECT_TRUE(is_utf8(good));
  }
}

TEST(IsUtf8, TakesAReplacementCharacterThatIsInTheText) {
  EXPECT_TRUE(is_utf8("\xEF\xBF\xBD"));
}

TEST(IsUtf8, RefusesOverlongFormsSurrogatesAndCutSequences) {
  for (const std::string_view bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xF0\x80\x80\x80",
        "\xED\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82",
        "\xC3(", "\xFF", "\xEF\xBF"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(CountCharacters, CountsABrokenSequenceAsOne) {
  EXPECT_EQ(count_characters("caf\xC3\xA9"), 4u);
  EXPECT_EQ(count_characters("a\xE2\x82"
                             "b"),
            3u);
}

TEST(CutUtf8, CutsNoSequence) {
  EXPECT_EQ(cut_utf8("caf\xC3\xA9", 5), "caf\xC3\xA9");
  EXPECT_EQ(cut_utf8("caf\xC3\xA9", 4), "caf");
  EXPECT_EQ(cut_utf8("\xC3\xA9", 0), "");
}

}  // namespace
}  // namespace patrol::report
