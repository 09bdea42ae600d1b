// SPDX-License-Identifier: Apache-2.0
//
// Bytes read as numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace patrol::base {

// At most eight bytes, the most significant first; of more the last eight
// count.
constexpr std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) {
    number = number << 8 | static_cast<unsigned char>(c);
  }
  return number;
}

// At most four bytes, the least significant first.
constexpr std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t number = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) {
    number = number << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return number;
}

}  // namespace patrol::base
