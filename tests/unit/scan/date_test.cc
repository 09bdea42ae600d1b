// SPDX-License-Identifier: Apache-2.0
#include "scan/date.h"

#include <gtest/gtest.h>

namespace patrol::scan {
namespace {

constexpr std::int64_t kNow = 1'700'000'000;  // 2023-11-14 22:13:20
constexpr std::int64_t kDay = 86400;

TEST(ParseDate, TakesDaysAndTimes) {
  EXPECT_EQ(*parse_date("1970-01-02", kNow), kDay);
  EXPECT_EQ(*parse_date("2024-01-31", kNow), 1706659200);
  EXPECT_EQ(*parse_date("2024-01-31T10:00:00Z", kNow), 1706695200);
  EXPECT_EQ(*parse_date("2024-01-31T10:00:00+02:00", kNow), 1706688000);
  EXPECT_EQ(*parse_date("2024-01-31T10:00:00", kNow), 1706695200);
  EXPECT_EQ(*parse_date("2024-01-31 10:00:00", kNow), 1706695200);
  EXPECT_EQ(*parse_date("2024-01-31 10:00", kNow), 1706695200);
  EXPECT_EQ(*parse_date("2024-02-29", kNow), 1709164800);
}

TEST(ParseDate, CountsBackFromNow) {
  EXPECT_EQ(*parse_date("yesterday", kNow), kNow - kDay);
  EXPECT_EQ(*parse_date("3 weeks ago", kNow), kNow - 21 * kDay);
  EXPECT_EQ(*parse_date("3.weeks.ago", kNow), kNow - 21 * kDay);
  EXPECT_EQ(*parse_date("1 week", kNow), kNow - 7 * kDay);
  EXPECT_EQ(*parse_date("12h", kNow), kNow - kDay / 2);
  EXPECT_EQ(*parse_date("90d", kNow), kNow - 90 * kDay);
  EXPECT_EQ(*parse_date("2 years ago", kNow), kNow - 730 * kDay);
  EXPECT_EQ(*parse_date("5 minutes ago", kNow), kNow - 300);
  EXPECT_EQ(*parse_date("6 months", kNow), kNow - 180 * kDay);
}

TEST(ParseDate, SaysWhatIsNoDate) {
  for (const char* text : {"", "soon", "2024-13-01", "2024-02-30", "2024-1",
                           "3 parsecs ago", "-3 days", "99999999999999999999d",
                           "3", "3 weeks later", " ", "2024-01-31x", "weeks"}) {
    const auto date = parse_date(text, kNow);
    EXPECT_TRUE(absl::IsInvalidArgument(date.status())) << text;
  }
  EXPECT_EQ(parse_date("soon", kNow).status().message(),
            "'soon' is no date; write 2024-01-31 or '3 weeks ago'");
}

}  // namespace
}  // namespace patrol::scan
