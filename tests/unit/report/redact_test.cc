// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "report/writer.h"
#include "unit/report/sample_report.h"

namespace patrol::report {
namespace {

std::string of_length(std::size_t length) { return std::string(length, 'Z'); }

TEST(Redact, ShowsThePublicPrefixOfATokenAndItsLength) {
  EXPECT_EQ(redact(testing::kToken), "ghp_**** (40 characters)");
  EXPECT_EQ(redact("glpat-" + of_length(20)), "glpat-**** (26 characters)");
  EXPECT_EQ(redact("SG." + of_length(66)), "SG.**** (69 characters)");
}

TEST(Redact, ShowsFourCharactersOfALongTokenWithoutAPrefix) {
  EXPECT_EQ(redact("AKIA" + of_length(16)), "AKIA**** (20 characters)");
}

TEST(Redact, ShowsNothingOfAShortSecret) {
  EXPECT_EQ(redact("sk-hunter2"), "**** (10 characters)");
  EXPECT_EQ(redact("hunter2"), "**** (7 characters)");
  EXPECT_EQ(redact(""), "**** (0 characters)");
}

TEST(Redact, ShowsOnlyASeparatedPrefixBelowTwentyCharacters) {
  EXPECT_EQ(redact("sk-" + of_length(12)), "sk-**** (15 characters)");
  EXPECT_EQ(redact("correctHorse9"), "**** (13 characters)");
}

TEST(Redact, ShowsNoPrefixLongerThanAThird) {
  EXPECT_EQ(redact("abcdefg-" + of_length(13)), "abcd**** (21 characters)");
  EXPECT_EQ(redact("abcdefg-" + of_length(16)), "abcdefg-**** (24 characters)");
}

TEST(Redact, DoesNotTakeTheFirstGroupOfAUuidForAPrefix) {
  EXPECT_EQ(redact("3f2b8c1d-0000-4000-8000-000000000000"),
            "3f2b**** (36 characters)");
}

TEST(Redact, TakesALongLowerCaseWordForAPrefix) {
  EXPECT_EQ(redact("rubygems_" + of_length(48)),
            "rubygems_**** (57 characters)");
}

TEST(Redact, ShowsTheHeaderLineOfAPemBlock) {
  EXPECT_EQ(redact(testing::kKey),
            "-----BEGIN EC PRIVATE KEY-----**** (84 characters)");
}

TEST(Redact, FindsThePemHeaderAlsoWithoutLineEnds) {
  const std::string key =
      std::string("-----BEGIN PRIV") + "ATE KEY-----" + of_length(100);
  EXPECT_EQ(redact(key), "-----BEGIN PRIVATE KEY-----**** (127 characters)");
}

TEST(Redact, ShowsNothingOfOtherTextOfSeveralLines) {
  EXPECT_EQ(redact("first-line\nsecond line of it"), "**** (28 characters)");
}

TEST(Redact, ShowsOnlyTheSchemeOfAUrl) {
  EXPECT_EQ(redact("postgres://app:p@ss/word@db.example/app"),
            "postgres://**** (39 characters)");
  EXPECT_EQ(redact("mongodb+srv://u:p@h.example/x"),
            "mongodb+srv://**** (29 characters)");
}

TEST(Redact, ShowsNothingOfATokenThatHasAUrlBehindIt) {
  EXPECT_EQ(redact("Zx9" + of_length(40) + "://x"), "**** (47 characters)");
}

TEST(Redact, CountsCharactersAndNotBytes) {
  EXPECT_EQ(redact("caf\xC3\xA9"), "**** (4 characters)");
  EXPECT_EQ(redact("\xFF\xFE"), "**** (2 characters)");
}

TEST(Redact, ShowsNoBytesThatATerminalObeys) {
  EXPECT_EQ(redact("\x1b[2J" + of_length(30)), "**** (34 characters)");
  EXPECT_EQ(redact("caf\xC3\xA9" + of_length(30)), "**** (34 characters)");
}

TEST(Printable, LeavesTextAsItIs) {
  EXPECT_EQ(printable("src/old dir/caf\xC3\xA9 </script>.py"),
            "src/old dir/caf\xC3\xA9 </script>.py");
}

TEST(Printable, EscapesControlBytes) {
  EXPECT_EQ(printable("a\nb\tc\x1b[31m\x7F"), "a\\x0ab\\x09c\\x1b[31m\\x7f");
  EXPECT_EQ(printable(std::string_view("\0", 1)), "\\x00");
}

TEST(Printable, EscapesTheControlsOfTheUpperHalf) {
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "\\xc2\\x9b31m");
}

TEST(Printable, EscapesInvalidUtf8) {
  EXPECT_EQ(printable("\xFF"), "\\xff");
  EXPECT_EQ(printable("\xC0\xAF"), "\\xc0\\xaf");
  EXPECT_EQ(printable("\xE2\x82"), "\\xe2\\x82");
  EXPECT_EQ(printable("\xED\xA0\x80"), "\\xed\\xa0\\x80");
}

TEST(Printable, EscapesWhatReordersOrHidesText) {
  EXPECT_EQ(printable("a\xE2\x80\xAE"
                      "b"),
            "a\\xe2\\x80\\xaeb");                           // U+202E
  EXPECT_EQ(printable("\xE2\x81\xA6"), "\\xe2\\x81\\xa6");  // U+2066
  EXPECT_EQ(printable("\xE2\x80\x8B"), "\\xe2\\x80\\x8b");  // U+200B
  EXPECT_EQ(printable("\xE2\x80\xA8"), "\\xe2\\x80\\xa8");  // U+2028
  EXPECT_EQ(printable("\xEF\xBB\xBF"), "\\xef\\xbb\\xbf");  // U+FEFF
}

}  // namespace
}  // namespace patrol::report
