// SPDX-License-Identifier: Apache-2.0
#include "report/words.h"

#include <gtest/gtest.h>

#include <limits>

namespace patrol::report {
namespace {

TEST(IsoTime, IsInUtc) {
  EXPECT_EQ(iso_time(1704164645), "2024-01-02T03:04:05Z");
  EXPECT_EQ(iso_time(951782400), "2000-02-29T00:00:00Z");
  EXPECT_EQ(iso_time(-1), "1969-12-31T23:59:59Z");
}

TEST(IsoTime, IsEmptyWhenNotKnown) { EXPECT_EQ(iso_time(0), ""); }

TEST(IsoTime, IsEmptyForYearsThatFourDigitsCannotWrite) {
  EXPECT_EQ(iso_time(253402300799), "9999-12-31T23:59:59Z");
  EXPECT_EQ(iso_time(253402300800), "");
  EXPECT_EQ(iso_time(-62135596800), "0001-01-01T00:00:00Z");
  EXPECT_EQ(iso_time(-62135596801), "");
  EXPECT_EQ(iso_time(std::numeric_limits<std::int64_t>::max()), "");
  EXPECT_EQ(iso_time(std::numeric_limits<std::int64_t>::min()), "");
}

TEST(CountOf, GroupsDigitsAndKnowsThePlural) {
  EXPECT_EQ(count_of(0, "blob"), "0 blobs");
  EXPECT_EQ(count_of(1, "blob"), "1 blob");
  EXPECT_EQ(count_of(999, "blob"), "999 blobs");
  EXPECT_EQ(count_of(1234567, "blob"), "1,234,567 blobs");
}

TEST(SizeOf, NeverRoundsUpToTheNextUnit) {
  EXPECT_EQ(size_of(1), "1 byte");
  EXPECT_EQ(size_of(999), "999 bytes");
  EXPECT_EQ(size_of(1000), "1.0 kB");
  EXPECT_EQ(size_of(999999), "999.9 kB");
  EXPECT_EQ(size_of(1250000), "1.2 MB");
  EXPECT_EQ(size_of(std::numeric_limits<std::uint64_t>::max()), "18.4 EB");
}

TEST(OneLine, JoinsTheLinesOfARuleFile) {
  EXPECT_EQ(one_line("  Open it,\n\t then  delete it.\n"),
            "Open it, then delete it.");
  EXPECT_EQ(one_line("a\x1b"), "a\\x1b");
}

}  // namespace
}  // namespace patrol::report
