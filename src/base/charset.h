// SPDX-License-Identifier: Apache-2.0
//
// A set of bytes, tested in constant time. Locale plays no part.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace patrol::base {

class Charset {
 public:
  // The set of the bytes that occur in `chars`.
  constexpr explicit Charset(std::string_view chars) {
    for (const char c : chars) {
      const auto byte = static_cast<unsigned char>(c);
      bits_[byte / 64] |= std::uint64_t{1} << (byte % 64);
    }
  }

  constexpr bool contains(char c) const {
    const auto byte = static_cast<unsigned char>(c);
    return (bits_[byte / 64] >> (byte % 64) & 1) != 0;
  }

  // Every byte of `text` is in the set; true for an empty text.
  constexpr bool all(std::string_view text) const {
    for (const char c : text) {
      if (!contains(c)) return false;
    }
    return true;
  }

  friend constexpr Charset operator|(Charset a, const Charset& b) {
    for (std::size_t i = 0; i < a.bits_.size(); ++i) a.bits_[i] |= b.bits_[i];
    return a;
  }

 private:
  std::array<std::uint64_t, 4> bits_{};
};

inline constexpr Charset kDigit("0123456789");
inline constexpr Charset kLower("abcdefghijklmnopqrstuvwxyz");
inline constexpr Charset kUpper("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
inline constexpr Charset kAlnum = kDigit | kLower | kUpper;
inline constexpr Charset kLowerAlnum = kDigit | kLower;
inline constexpr Charset kUpperAlnum = kDigit | kUpper;
inline constexpr Charset kLowerHex = kDigit | Charset("abcdef");
inline constexpr Charset kUpperHex = kDigit | Charset("ABCDEF");
inline constexpr Charset kHex = kLowerHex | kUpperHex;
inline constexpr Charset kBase64Char = kAlnum | Charset("+/");
inline constexpr Charset kBase64UrlChar = kAlnum | Charset("-_");
inline constexpr Charset kAnyBase64Char = kAlnum | Charset("+/-_");
inline constexpr Charset kBase32Char = kUpper | Charset("234567");
inline constexpr Charset kSpace(" \t\r\n\v\f");

}  // namespace patrol::base
