// SPDX-License-Identifier: Apache-2.0
#include "base/line_map.h"

#include <gtest/gtest.h>

#include <string>

namespace patrol::base {
namespace {

// Line and column as text.
std::string at(LineMap& lines, std::size_t offset) {
  const Position position = lines.at(offset);
  return std::to_string(position.line) + ":" + std::to_string(position.column);
}

TEST(LineMap, CountsLinesAndColumnsFromOne) {
  LineMap lines("ab\ncd\n\nx");
  EXPECT_EQ(at(lines, 0), "1:1");
  EXPECT_EQ(at(lines, 1), "1:2");
  EXPECT_EQ(at(lines, 2), "1:3");  // the line's end belongs to the line
  EXPECT_EQ(at(lines, 3), "2:1");
  EXPECT_EQ(at(lines, 6), "3:1");
  EXPECT_EQ(at(lines, 7), "4:1");
}

TEST(LineMap, AnswersInAnyOrder) {
  LineMap lines("a\nbb\nccc\n");
  EXPECT_EQ(at(lines, 6), "3:2");
  EXPECT_EQ(at(lines, 2), "2:1");
  EXPECT_EQ(at(lines, 5), "3:1");
  EXPECT_EQ(at(lines, 0), "1:1");
}

TEST(LineMap, TheEndIsAPlaceAndSoIsEverythingBehindIt) {
  LineMap lines("a\nb");
  EXPECT_EQ(at(lines, 3), "2:2");
  EXPECT_EQ(at(lines, 99), "2:2");
  LineMap empty("");
  EXPECT_EQ(at(empty, 0), "1:1");
  EXPECT_EQ(at(empty, 5), "1:1");
}

TEST(LineMap, CarriageReturnsAndNulsAreColumns) {
  LineMap lines(std::string_view("\0\r\n\r\0x", 6));
  EXPECT_EQ(at(lines, 2), "1:3");
  EXPECT_EQ(at(lines, 5), "2:3");
}

TEST(LineMap, AgreesWithPlainCountingEverywhere) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += i % 7 == 0 || i % 11 == 0 ? '\n' : 'x';
  LineMap growing(text);
  unsigned line = 1, column = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    LineMap fresh(text);
    const std::string expected =
        std::to_string(line) + ":" + std::to_string(column);
    ASSERT_EQ(at(growing, i), expected) << i;
    ASSERT_EQ(at(fresh, i), expected) << i;
    ++column;
    if (text[i] == '\n') {
      ++line;
      column = 1;
    }
  }
}

TEST(LineMap, AByteOrderMarkHasNoWidth) {
  LineMap map("\xEF\xBB\xBFk=1\nk=2");
  EXPECT_EQ(at(map, 0), "1:1");
  EXPECT_EQ(at(map, 5), "1:3");
  EXPECT_EQ(at(map, 9), "2:3");
}

}  // namespace
}  // namespace patrol::base
