// SPDX-License-Identifier: Apache-2.0
//
// Numbers and byte strings in base 10, 32, 36, 58 and 62. Digits stand most
// significant first everywhere.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace patrol::base {

inline constexpr std::string_view kBase10 = "0123456789";
// "GitHub order": digits, upper case, lower case.
inline constexpr std::string_view kBase62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
// Digits, lower case, upper case.
inline constexpr std::string_view kBase62LowerFirst =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
inline constexpr std::string_view kBase36 =
    "0123456789abcdefghijklmnopqrstuvwxyz";
// Bitcoin's; no 0, O, I and l.
inline constexpr std::string_view kBase58 =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
inline constexpr std::string_view kBase58Ripple =
    "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

// Exactly kWidth digits of `value`, padded on the left with the zero digit;
// higher digits than fit are dropped.
template <std::size_t kWidth>
constexpr std::array<char, kWidth> to_digits(std::uint64_t value,
                                             std::string_view alphabet) {
  std::array<char, kWidth> digits{};
  for (std::size_t i = kWidth; i-- > 0;) {
    digits[i] = alphabet[value % alphabet.size()];
    value /= alphabet.size();
  }
  return digits;
}

// The number that `text` writes; nullopt for an empty text, a character that
// is no digit, or more than 64 bits.
std::optional<std::uint64_t> decode_number(std::string_view text,
                                           std::string_view alphabet);

// The bytes of a text that is one long number (base58 of Bitcoin): big-endian,
// and every leading zero digit is a leading zero byte. The work grows with the
// square of the length, so more than kMaxBaseN characters are refused.
inline constexpr std::size_t kMaxBaseN = 256;
std::optional<std::string> decode_base_n(std::string_view text,
                                         std::string_view alphabet);

// The inverse of decode_base_n; "" for more than kMaxBaseN bytes.
std::string encode_base_n(std::string_view bytes, std::string_view alphabet);

// Base32 of RFC 4648, not padded, letters of either case. The unused low bits
// of the last character must be zero.
std::optional<std::string> decode_base32(std::string_view text);

// Upper case, not padded.
std::string encode_base32(std::string_view bytes);

}  // namespace patrol::base
