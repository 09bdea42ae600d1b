// SPDX-License-Identifier: Apache-2.0
#include "cli/deadline.h"

#include <gtest/gtest.h>

namespace patrol::cli {
namespace {

using std::chrono::milliseconds;

TEST(Duration, HasAUnit) {
  EXPECT_EQ(parse_duration("500ms"), milliseconds(500));
  EXPECT_EQ(parse_duration("5s"), milliseconds(5000));
  EXPECT_EQ(parse_duration("2m"), milliseconds(120000));
  EXPECT_EQ(parse_duration("7"), milliseconds(7000));
  EXPECT_EQ(parse_duration("0"), milliseconds(0));
}

TEST(Duration, IsNothingElse) {
  for (const char* text : {"", "s", "-1s", "5h", "5 s", "soon", "1e3s",
                           "99999999999999999999s", "100000m"}) {
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
  }
}

TEST(Deadline, EndsTheProcessAndSaysWhy) {
  EXPECT_EXIT(
      {
        const Deadline deadline(milliseconds(1), 3, "out of time\n");
        std::this_thread::sleep_for(std::chrono::seconds(30));
      },
      testing::ExitedWithCode(3), "out of time");
}

TEST(Deadline, IsOverWithItsScope) {
  { const Deadline deadline(milliseconds(600000), 3, "out of time\n"); }
  { const Deadline none(milliseconds(0), 3, "out of time\n"); }
}

}  // namespace
}  // namespace patrol::cli
