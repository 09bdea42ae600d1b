// SPDX-License-Identifier: Apache-2.0
//
// The cyclic redundancy checks that token issuers use. All are usable in
// constant expressions and allocate nothing.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace patrol::base {

namespace detail {

constexpr std::array<std::uint32_t, 256> make_crc32_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t c = i;
    for (int bit = 0; bit < 8; ++bit) {
      c = (c & 1) != 0 ? (c >> 1) ^ 0xEDB88320u : c >> 1;
    }
    table[i] = c;
  }
  return table;
}
inline constexpr auto kCrc32Table = make_crc32_table();

}  // namespace detail

// CRC-32 of IEEE 802.3, as zlib's crc32(): reflected polynomial 0xEDB88320,
// start and final xor 0xFFFFFFFF. `before` is the CRC of the bytes before
// these, so that crc32(b, crc32(a)) == crc32(a + b).
constexpr std::uint32_t crc32(std::string_view bytes,
                              std::uint32_t before = 0) {
  std::uint32_t c = ~before;
  for (const char byte : bytes) {
    c = detail::kCrc32Table[(c ^ static_cast<unsigned char>(byte)) & 0xFF] ^
        (c >> 8);
  }
  return ~c;
}

// CRC-16/ARC: reflected polynomial 0xA001, start 0, no final xor.
constexpr std::uint16_t crc16_arc(std::string_view bytes) {
  std::uint32_t c = 0;
  for (const char byte : bytes) {
    c ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) {
      c = (c & 1) != 0 ? (c >> 1) ^ 0xA001u : c >> 1;
    }
  }
  return static_cast<std::uint16_t>(c);
}

// CRC-16/XMODEM: polynomial 0x1021, start 0, no final xor.
constexpr std::uint16_t crc16_xmodem(std::string_view bytes) {
  std::uint32_t c = 0;
  for (const char byte : bytes) {
    c ^= static_cast<std::uint32_t>(static_cast<unsigned char>(byte)) << 8;
    for (int bit = 0; bit < 8; ++bit) {
      c = (c & 0x8000u) != 0 ? (c << 1) ^ 0x1021u : c << 1;
    }
  }
  return static_cast<std::uint16_t>(c);
}

// CRC-24 of OpenPGP (RFC 9580, 6.1): polynomial 0x864CFB, start 0xB704CE.
constexpr std::uint32_t crc24(std::string_view bytes) {
  std::uint32_t c = 0xB704CEu;
  for (const char byte : bytes) {
    c ^= static_cast<std::uint32_t>(static_cast<unsigned char>(byte)) << 16;
    for (int bit = 0; bit < 8; ++bit) {
      c <<= 1;
      if ((c & 0x1000000u) != 0) c ^= 0x1864CFBu;
    }
  }
  return c & 0xFFFFFFu;
}

}  // namespace patrol::base
