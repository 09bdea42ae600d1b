// SPDX-License-Identifier: Apache-2.0
#include "base/hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace patrol::base {
namespace {

TEST(Hash64, IsTheSameEverywhere) {
  // XXH3_64bits of nothing, from the xxHash specification's test values.
  EXPECT_EQ(hash64(""), 0x2D06800538D394C2u);
  EXPECT_EQ(hash64("abc"), hash64(std::string("abc")));
}

TEST(Hash64, TextsAndSeedsTellApart) {
  std::set<std::uint64_t> seen;
  std::string text;
  for (int i = 0; i < 300; ++i) {
    seen.insert(hash64(text));
    seen.insert(hash64(text, 1));
    text += 'a';
  }
  EXPECT_EQ(seen.size(), 600u);
}

}  // namespace
}  // namespace patrol::base
