// SPDX-License-Identifier: Apache-2.0
#include "match/windows.h"

#include <gtest/gtest.h>

#include <string>

namespace patrol::match {
namespace {

constexpr Reach kReach{.across_lines = 10, .in_line = 100};

std::vector<Piece> plan(std::string_view text, std::size_t base_size,
                        const std::vector<CopiedRun>& copied,
                        const Reach& reach = kReach) {
  std::vector<Piece> pieces;
  plan_windows(text, base_size, copied, reach, pieces);
  std::size_t next = 0;
  for (const Piece& piece : pieces) {  // every end is in one piece
    EXPECT_EQ(piece.ends.begin, next);
    next = piece.ends.end + 1;
  }
  EXPECT_EQ(next, text.size() + 1);
  return pieces;
}

TEST(Windows, NothingCopiedIsOneSearchOfAll) {
  const auto pieces = plan("abc", 5, {});
  ASSERT_EQ(pieces.size(), 1u);
  EXPECT_FALSE(pieces[0].carried);
  EXPECT_EQ(pieces[0].text, (Span{0, 3}));
}

TEST(Windows, TheSameAgainIsNoSearch) {
  const std::string text(50, 'a');
  const auto pieces = plan(text, 50, {{0, 0, 50}});
  ASSERT_EQ(pieces.size(), 1u);
  EXPECT_TRUE(pieces[0].carried);
}

TEST(Windows, AnInsertionIsSearchedWithItsSurroundings) {
  const std::string text(2001, 'a');
  const auto pieces = plan(text, 2000, {{0, 0, 1000}, {1000, 1001, 1000}});
  ASSERT_EQ(pieces.size(), 3u);
  EXPECT_EQ(pieces[0].ends, (Span{0, 998}));
  EXPECT_EQ(pieces[1].ends, (Span{999, 1101}));
  EXPECT_EQ(pieces[1].text, (Span{898, 1103}));
  EXPECT_EQ(pieces[2].shift, -1);
}

TEST(Windows, LineFeedsCutThemShort) {
  std::string text(2001, 'a');
  text[990] = text[1020] = '\n';
  const auto pieces = plan(text, 2000, {{0, 0, 1000}, {1000, 1001, 1000}});
  ASSERT_EQ(pieces.size(), 3u);
  EXPECT_EQ(pieces[1].ends, (Span{999, 1021}));
  EXPECT_EQ(pieces[1].text, (Span{988, 1023}));
}

// A rule of a user may be the widest, and match past the ends of lines.
TEST(Windows, TheWidestAnchorMayBeOneAcrossLines) {
  const std::string text(2001, '\n');
  const auto pieces = plan(text, 2000, {{0, 0, 1000}, {1000, 1001, 1000}},
                           {.across_lines = 100, .in_line = 10});
  ASSERT_EQ(pieces.size(), 3u);
  EXPECT_EQ(pieces[1].ends, (Span{999, 1101}));
  EXPECT_EQ(pieces[1].text, (Span{898, 1103}));
}

TEST(Windows, AnEndThatWasNoneIsSearched) {
  const std::string text(1000, 'a');
  const auto pieces = plan(text, 1500, {{0, 0, 1000}});
  ASSERT_EQ(pieces.size(), 2u);
  EXPECT_EQ(pieces[1].ends, (Span{999, 1000}));
}

TEST(Windows, ShortRunsAreNotWorthIt) {
  const std::string text(1000, 'a');
  EXPECT_EQ(plan(text, 300, {{0, 300, 300}}).size(), 1u);
}

}  // namespace
}  // namespace patrol::match
