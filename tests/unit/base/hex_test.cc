// SPDX-License-Identifier: Apache-2.0
#include "base/hex.h"

#include <gtest/gtest.h>

namespace patrol::base {
namespace {

TEST(Hex, WritesLowerCase) {
  EXPECT_EQ(encode_hex(std::string_view("\x00\xAb\xff", 3)), "00abff");
}

TEST(Hex, ReadsEitherCase) {
  EXPECT_EQ(decode_hex("00aBfF"), std::string("\x00\xab\xff", 3));
  EXPECT_EQ(decode_hex(""), "");
}

TEST(Hex, RefusesOddLengthsAndOtherCharacters) {
  EXPECT_EQ(decode_hex("abc"), std::nullopt);
  EXPECT_EQ(decode_hex("0g"), std::nullopt);
}

}  // namespace
}  // namespace patrol::base
