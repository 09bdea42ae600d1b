// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace patrol::base {
namespace {

std::vector<std::uint16_t> units(std::string_view text) {
  std::vector<std::uint16_t> all;
  each_utf16_unit(text, [&](std::uint16_t unit) {
    all.push_back(unit);
    return true;
  });
  return all;
}

using Units = std::vector<std::uint16_t>;

TEST(Utf8, DecodesAllLengths) {
  EXPECT_EQ(units("A\xC3\xA9\xE2\x82\xAC"), (Units{0x41, 0xE9, 0x20AC}));
  EXPECT_EQ(units("\xF0\x9F\x94\x91"), (Units{0xD83D, 0xDD11}));
  EXPECT_EQ(units("\xF4\x8F\xBF\xBF"), (Units{0xDBFF, 0xDFFF}));
  EXPECT_EQ(units(""), Units{});
}

TEST(Utf8, AByteOrderMarkIsACharacter) {
  EXPECT_EQ(units("\xEF\xBB\xBFx"), (Units{0xFEFF, 'x'}));
}

// The examples of the Unicode standard, table 3-8 and around.
TEST(Utf8, EachMaximalPartOfABrokenSequenceIsOneReplacement) {
  const std::uint16_t r = 0xFFFD;
  EXPECT_EQ(units("\xE1\x80x"), (Units{r, 'x'}));
  EXPECT_EQ(units("\xC0\xAFx"), (Units{r, r, 'x'}));         // overlong
  EXPECT_EQ(units("\xE0\x80\xAFx"), (Units{r, r, r, 'x'}));  // overlong
  EXPECT_EQ(units("\xED\xA0\x80x"), (Units{r, r, r, 'x'}));  // surrogate
  EXPECT_EQ(units("\xF4\x90\x80\x80x"), (Units{r, r, r, r, 'x'}));
  EXPECT_EQ(units("\xF0\x9F\x94x"), (Units{r, 'x'}));
  EXPECT_EQ(units("\x80\xBFx"), (Units{r, r, 'x'}));
  EXPECT_EQ(units("\xFF\xFEx"), (Units{r, r, 'x'}));
}

TEST(Utf8, ASequenceThatIsCutOffIsOneReplacement) {
  EXPECT_EQ(decode_utf8("\xF0\x9F\x94").size, 3u);
  EXPECT_EQ(units("a\xE2\x82"), (Units{'a', 0xFFFD}));
  EXPECT_EQ(units("\xC3"), Units{0xFFFD});
}

TEST(Utf8, StopsWhenItIsToldTo) {
  int seen = 0;
  each_utf16_unit("abc", [&](std::uint16_t) { return ++seen < 2; });
  EXPECT_EQ(seen, 2);
  seen = 0;
  each_utf16_unit("\xF0\x9F\x94\x91z", [&](std::uint16_t) {
    ++seen;
    return false;
  });
  EXPECT_EQ(seen, 1);
}

}  // namespace
}  // namespace patrol::base
