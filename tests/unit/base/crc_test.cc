// SPDX-License-Identifier: Apache-2.0
#include "base/crc.h"

#include <gtest/gtest.h>

namespace patrol::base {
namespace {

// The check values of the CRC catalogue (reveng.sourceforge.io) over
// "123456789".
TEST(Crc, GivesTheCheckValues) {
  static_assert(crc32("123456789") == 0xCBF43926u);
  static_assert(crc16_arc("123456789") == 0xBB3Du);
  static_assert(crc16_xmodem("123456789") == 0x31C3u);
  static_assert(crc24("123456789") == 0x21CF02u);
  EXPECT_EQ(crc32(""), 0u);
}

TEST(Crc, OfAPartGoesOnFromThePartBefore) {
  EXPECT_EQ(crc32("456789", crc32("123")), crc32("123456789"));
}

}  // namespace
}  // namespace patrol::base
