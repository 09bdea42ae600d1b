// SPDX-License-Identifier: Apache-2.0
#include "cli/message.h"

#include <gtest/gtest.h>

#include "cli/exit_code.h"

namespace patrol::cli {
namespace {

TEST(Message, EachLineSaysWhoIsTalkingAndIsPrintable) {
  ::testing::internal::CaptureStderr();
  complain("one\ntwo \x1b[31m\xff\n");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(),
            "patrol: one\npatrol: two \\x1b[31m\\xff\n");
}

TEST(Message, TheUsersMistakesAreUsageAndAllElseIsIncomplete) {
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(fail(absl::InvalidArgumentError("a")), kUsage);
  EXPECT_EQ(fail(absl::NotFoundError("b")), kUsage);
  EXPECT_EQ(fail(absl::DataLossError("c")), kIncomplete);
  EXPECT_EQ(fail(absl::ResourceExhaustedError("d")), kIncomplete);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(),
            "patrol: a\npatrol: b\npatrol: c\npatrol: d\n");
}

}  // namespace
}  // namespace patrol::cli
