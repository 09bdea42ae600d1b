// SPDX-License-Identifier: Apache-2.0
//
// The ways in which issuers write a CRC-32 at the end of a token.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace patrol::verify {

enum class Tail : std::uint8_t {
  base62,              // 6 digits 0-9A-Za-z
  base62_lower_first,  // 6 digits 0-9a-zA-Z
  base36,              // 7 digits 0-9a-z
  base36_first_six,    // at least 6 digits, of which the first 6
  decimal,             // 10 digits
  hex,                 // 8 digits, lower case, most significant byte first
  hex_upper,           // the same in upper case
  hex_little_endian,   // 8 digits, lower case, least significant byte first
  hex_upper_little_endian,
  base64_little_endian,  // the 4 bytes in base64, unpadded
  base64_big_endian,
};

struct TailText {
  std::array<char, 10> chars{};
  std::size_t size = 0;
  std::string_view view() const { return {chars.data(), size}; }
};

// Characters of a tail.
std::size_t tail_width(Tail tail);

// `crc` as `tail` writes it.
TailText write_tail(Tail tail, std::uint32_t crc);

}  // namespace patrol::verify
