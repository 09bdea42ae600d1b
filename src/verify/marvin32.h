// SPDX-License-Identifier: Apache-2.0
//
// Marvin32, the keyed hash that Microsoft's services put into their keys.
// Source: microsoft/security-utilities, Marvin.Net5.cs.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/byte_order.h"

namespace patrol::verify {

namespace detail {

struct MarvinState {
  std::uint32_t low;
  std::uint32_t high;

  constexpr void mix(std::uint32_t word) {
    low += word;
    block();
  }
  constexpr void block() {
    high ^= low;
    low = std::rotl(low, 20);
    low += high;
    high = std::rotl(high, 9);
    high ^= low;
    low = std::rotl(low, 27);
    low += high;
    high = std::rotl(high, 19);
  }
};

}  // namespace detail

// The 64-bit form; the upper half is `high` of the state.
constexpr std::uint64_t marvin64(std::string_view bytes, std::uint64_t seed) {
  detail::MarvinState state{static_cast<std::uint32_t>(seed),
                            static_cast<std::uint32_t>(seed >> 32)};
  for (; bytes.size() >= 4; bytes.remove_prefix(4)) {
    state.mix(base::little_endian(bytes.substr(0, 4)));
  }
  // The rest, with the byte 0x80 after it.
  state.mix(base::little_endian(bytes) | 0x80u << (8 * bytes.size()));
  state.block();
  return std::uint64_t{state.high} << 32 | state.low;
}

constexpr std::uint32_t marvin32(std::string_view bytes, std::uint64_t seed) {
  const std::uint64_t wide = marvin64(bytes, seed);
  return static_cast<std::uint32_t>(wide >> 32) ^
         static_cast<std::uint32_t>(wide);
}

// A seed is eight characters of ASCII read as one big-endian number.
constexpr std::uint64_t marvin_seed(std::string_view name) {
  std::uint64_t seed = 0;
  for (const char c : name) seed = seed << 8 | static_cast<unsigned char>(c);
  return seed;
}

static_assert(marvin64("\xaf", 0x004fb61a001bdbcc) == 0x48e73fc77d75ddc1);

}  // namespace patrol::verify
