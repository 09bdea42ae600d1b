// SPDX-License-Identifier: Apache-2.0
#include "base/byte_order.h"

#include <gtest/gtest.h>

namespace patrol::base {
namespace {

TEST(ByteOrder, ReadsBothWays) {
  static_assert(big_endian("\x01\x02\xff") == 0x0102FFu);
  static_assert(little_endian("\x01\x02\xff") == 0xFF0201u);
  EXPECT_EQ(big_endian(""), 0u);
  EXPECT_EQ(little_endian(""), 0u);
}

}  // namespace
}  // namespace patrol::base
