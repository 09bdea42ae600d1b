// SPDX-License-Identifier: Apache-2.0
//
// The vectors are those of github/codeql-action's own test of its fingerprints.
#include "scan/line_hash.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace patrol::scan {
namespace {

using ::testing::ElementsAre;

std::string repeat(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

// Those of lines 1 to `last`, as many as there are.
std::vector<std::string> line_hashes(std::string_view text, std::uint32_t last) {
  std::vector<std::string> hashes;
  for (std::uint32_t line = 1; line <= last; ++line) {
    if (std::string hash = line_hash(text, line); !hash.empty()) {
      hashes.push_back(std::move(hash));
    }
  }
  return hashes;
}

TEST(LineHashes, AnEmptyFileHasOneLine) {
  EXPECT_THAT(line_hashes("", 1), ElementsAre("c129715d7a2bc9a3:1"));
}

TEST(LineHashes, BlanksDoNotCount) {
  EXPECT_THAT(line_hashes(" a\nb\n  \t\tc\n d", 4),
              ElementsAre("271789c17abda88f:1", "54703d4cd895b18:1",
                          "180aee12dab6264:1", "a23a3dc5e078b07b:1"));
}

TEST(LineHashes, EqualLinesAreNumbered) {
  const auto hashes =
      line_hashes(repeat("Lorem ipsum dolor sit amet.\n", 10), 11);
  ASSERT_EQ(hashes.size(), 11u);
  EXPECT_EQ(hashes[0], "a7f2ff13bc495cf2:1");
  EXPECT_EQ(hashes[1], "a7f2ff13bc495cf2:2");
  EXPECT_EQ(hashes[5], "a7f2ff13bc495cf2:6");
  EXPECT_EQ(hashes[6], "a7f2ff1481e87703:1");  // the end comes into view
}

TEST(LineHashes, LinesAreToldApartByWhatFollows) {
  const auto hashes = line_hashes(
      "x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n", 8);
  ASSERT_EQ(hashes.size(), 8u);
  EXPECT_EQ(hashes[2], "1131fd5871777f34:1");
}

TEST(LineHashes, AllKindsOfLineEndsAreTheSame) {
  const auto unix_ends = line_hashes("one\ntwo\n\nthree", 4);
  EXPECT_EQ(line_hashes("one\r\ntwo\r\n\r\nthree", 4), unix_ends);
  EXPECT_EQ(line_hashes("one\rtwo\r\rthree", 4), unix_ends);
}

TEST(LineHashes, OnlyLinesThatAreThereHaveOne) {
  EXPECT_EQ(line_hashes("a\nb", 99).size(), 2u);
  EXPECT_EQ(line_hash("a\nb", 3), "");
}

TEST(LineHashes, UnitsOfUtf16AreHashed) {
  // A character outside the basic plane is two units, a broken byte is one.
  EXPECT_NE(line_hashes("\xF0\x9F\x94\x91", 1), line_hashes("\xEF\xBF\xBD", 1));
  EXPECT_EQ(line_hashes("\xFF", 1), line_hashes("\xEF\xBF\xBD", 1));
}

Location at(std::uint32_t line, std::uint32_t column, std::uint32_t end_line,
            std::uint32_t end_column) {
  Location location;
  location.line = line;
  location.column = column;
  location.end_line = end_line;
  location.end_column = end_column;
  return location;
}

TEST(CompleteForSarif, CountsColumnsInUtf16Units) {
  // Before the secret: two bytes for one unit, four bytes for two units.
  const std::string text = "x\n\xC3\xA9\xF0\x9F\x94\x91key\n";
  Location location = at(2, 7, 2, 10);
  complete_for_sarif(text, location);
  EXPECT_EQ(location.utf16_column, 4u);
  EXPECT_EQ(location.utf16_end_column, 7u);
  EXPECT_EQ(location.line_hash, line_hash(text, 2));
}

TEST(CompleteForSarif, AnEndOnAnotherLineCountsFromThere) {
  Location location = at(1, 3, 2, 4);
  complete_for_sarif("\xC3\xA9k\n\xC3\xA9y\n", location);
  EXPECT_EQ(location.utf16_column, 2u);
  EXPECT_EQ(location.utf16_end_column, 3u);
}

TEST(CompleteForSarif, Utf16TextHasItsOwnLines) {
  std::string text = "\xFF\xFE";
  for (const char c : std::string("a\nkey")) text += std::string{c, '\0'};
  Location location = at(2, 1, 2, 4);
  complete_for_sarif(text, location);
  EXPECT_EQ(location.utf16_column, 1u);
  EXPECT_EQ(location.utf16_end_column, 4u);
}

TEST(CompleteForSarif, ALineThatIsNotThereIsNoHarm) {
  Location location = at(7, 3, 9, 9);
  complete_for_sarif("one line", location);
  EXPECT_EQ(location.line_hash, "");
  EXPECT_EQ(location.utf16_column, 1u);
}

}  // namespace
}  // namespace patrol::scan
