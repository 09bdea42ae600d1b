// SPDX-License-Identifier: Apache-2.0
#include "model/rule.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(RuleWords, AreThoseOfTheEnumerators) {
  EXPECT_EQ(to_string(Severity::low), "low");
  EXPECT_EQ(to_string(Severity::medium), "medium");
  EXPECT_EQ(to_string(Severity::high), "high");
  EXPECT_EQ(to_string(Severity::critical), "critical");
  EXPECT_EQ(to_string(Confidence::low), "low");
  EXPECT_EQ(to_string(Confidence::medium), "medium");
  EXPECT_EQ(to_string(Confidence::high), "high");
}

}  // namespace
}  // namespace patrol
