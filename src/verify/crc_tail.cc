// SPDX-License-Identifier: Apache-2.0
#include "verify/crc_tail.h"

#include <algorithm>

#include "base/base_n.h"

namespace patrol::verify {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kHexUpper = "0123456789ABCDEF";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

template <std::size_t kWidth>
TailText in_base(std::uint64_t value, std::string_view alphabet) {
  const auto digits = base::to_digits<kWidth>(value, alphabet);
  TailText text{.size = kWidth};
  std::copy(digits.begin(), digits.end(), text.chars.begin());
  return text;
}

std::uint32_t reverse_bytes(std::uint32_t value) {
  return value >> 24 | (value >> 8 & 0xFF00u) | (value << 8 & 0xFF0000u) |
         value << 24;
}

// Six base64 characters hold 36 bits: the 32 of the bytes and four zeros.
TailText in_base64(std::uint32_t value) {
  return in_base<6>(std::uint64_t{value} << 4, kBase64);
}

TailText first_six_of_base36(std::uint32_t crc) {
  constexpr std::uint32_t kSevenDigits = 2176782336u;  // 36^6
  return in_base<6>(crc < kSevenDigits ? crc : crc / 36, base::kBase36);
}

}  // namespace

std::size_t tail_width(Tail tail) {
  switch (tail) {
    case Tail::base36:
      return 7;
    case Tail::decimal:
      return 10;
    case Tail::hex:
    case Tail::hex_upper:
    case Tail::hex_little_endian:
    case Tail::hex_upper_little_endian:
      return 8;
    default:
      return 6;
  }
}

TailText write_tail(Tail tail, std::uint32_t crc) {
  switch (tail) {
    case Tail::base62:
      return in_base<6>(crc, base::kBase62);
    case Tail::base62_lower_first:
      return in_base<6>(crc, base::kBase62LowerFirst);
    case Tail::base36:
      return in_base<7>(crc, base::kBase36);
    case Tail::base36_first_six:
      return first_six_of_base36(crc);
    case Tail::decimal:
      return in_base<10>(crc, base::kBase10);
    case Tail::hex:
      return in_base<8>(crc, kHex);
    case Tail::hex_upper:
      return in_base<8>(crc, kHexUpper);
    case Tail::hex_little_endian:
      return in_base<8>(reverse_bytes(crc), kHex);
    case Tail::hex_upper_little_endian:
      return in_base<8>(reverse_bytes(crc), kHexUpper);
    case Tail::base64_little_endian:
      return in_base64(reverse_bytes(crc));
    case Tail::base64_big_endian:
      return in_base64(crc);
  }
  return {};
}

}  // namespace patrol::verify
