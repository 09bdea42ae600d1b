// SPDX-License-Identifier: Apache-2.0
#include "base/base_n.h"

#include <gtest/gtest.h>

#include <random>

namespace patrol::base {
namespace {

std::string_view view(const auto& digits) {
  return {digits.data(), digits.size()};
}

TEST(BaseN, WritesNumbersWithLeadingZeros) {
  EXPECT_EQ(view(to_digits<6>(0, kBase62)), "000000");
  EXPECT_EQ(view(to_digits<6>(61, kBase62)), "00000z");
  EXPECT_EQ(view(to_digits<6>(61, kBase62LowerFirst)), "00000Z");
  EXPECT_EQ(view(to_digits<6>(0xFFFFFFFF, kBase62)), "4gfFC3");
  EXPECT_EQ(view(to_digits<2>(12345, kBase10)), "45");
}

TEST(BaseN, ReadsNumbersUpTo64Bits) {
  EXPECT_EQ(decode_number("zz", kBase36), 1295u);
  EXPECT_EQ(decode_number("18446744073709551615", kBase10), ~std::uint64_t{0});
  EXPECT_EQ(decode_number("18446744073709551616", kBase10), std::nullopt);
  EXPECT_EQ(decode_number("", kBase10), std::nullopt);
  EXPECT_EQ(decode_number("1a", kBase10), std::nullopt);
}

// RFC 4648, 10, without the padding.
TEST(Base32, GivesTheTestVectors) {
  EXPECT_EQ(encode_base32("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(decode_base32("MZXW6YTBOI"), "foobar");
  EXPECT_EQ(decode_base32("mzxw6"), "foo");
}

TEST(Base32, RefusesWhatNoEncoderWrites) {
  for (const char* text : {"M", "MZX", "MZXW6Y", "MZ1W", "MZ=W", "MR"}) {
    EXPECT_EQ(decode_base32(text), std::nullopt) << text;
  }
}

// draft-msporny-base58, 5.
TEST(Base58, GivesTheTestVectors) {
  EXPECT_EQ(encode_base_n("Hello World!", kBase58), "2NEpo7TZRRrLZSi2U");
  EXPECT_EQ(decode_base_n("2NEpo7TZRRrLZSi2U", kBase58), "Hello World!");
  EXPECT_EQ(encode_base_n(std::string_view("\0\0\x28\x7f\xb4\xcd", 6), kBase58),
            "11233QC4");
}

TEST(Base58, KeepsLeadingZeros) {
  EXPECT_EQ(decode_base_n("11", kBase58), std::string(2, '\0'));
  EXPECT_EQ(decode_base_n("", kBase58), "");
}

TEST(Base58, RefusesLongTextAndForeignCharacters) {
  EXPECT_EQ(decode_base_n(std::string(kMaxBaseN + 1, '2'), kBase58),
            std::nullopt);
  EXPECT_EQ(decode_base_n("0", kBase58), std::nullopt);
}

TEST(BaseN, ReturnsWhatWasEncoded) {
  std::mt19937 random(1);
  for (std::size_t size = 0; size < 80; ++size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) {
      bytes += static_cast<char>(random() & 0xFF);
    }
    EXPECT_EQ(decode_base32(encode_base32(bytes)), bytes);
    EXPECT_EQ(decode_base_n(encode_base_n(bytes, kBase58), kBase58), bytes);
  }
}

}  // namespace
}  // namespace patrol::base
