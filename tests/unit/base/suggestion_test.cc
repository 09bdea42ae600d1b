// SPDX-License-Identifier: Apache-2.0
#include "base/suggestion.h"

#include <gtest/gtest.h>

namespace patrol::base {
namespace {

TEST(Suggestion, IsTheNearestWordWithinThreeLetters) {
  EXPECT_EQ(suggestion("pahts", {"paths", "path", "rules"}),
            " (did you mean 'paths'?)");
  EXPECT_EQ(suggestion("exlude", {"exclude"}), " (did you mean 'exclude'?)");
  EXPECT_EQ(suggestion("colour", {"paths", "rules"}), "");
  EXPECT_EQ(suggestion("colour", {}), "");
}

}  // namespace
}  // namespace patrol::base
