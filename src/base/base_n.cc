// SPDX-License-Identifier: Apache-2.0
#include "base/base_n.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace patrol::base {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// Converts the digits of a number, most significant first, to another base by
// schoolbook multiplication. Leading zeros are dropped.
std::vector<std::uint8_t> convert(const std::vector<std::uint8_t>& digits,
                                  std::uint32_t from, std::uint32_t to) {
  std::vector<std::uint8_t> out;  // least significant first
  for (const std::uint8_t digit : digits) {
    std::uint32_t carry = digit;
    for (std::uint8_t& place : out) {
      carry += place * from;
      place = static_cast<std::uint8_t>(carry % to);
      carry /= to;
    }
    for (; carry != 0; carry /= to) {
      out.push_back(static_cast<std::uint8_t>(carry % to));
    }
  }
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace

std::optional<std::uint64_t> decode_number(std::string_view text,
                                           std::string_view alphabet) {
  if (text.empty()) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : text) {
    const std::size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    constexpr auto kMax = std::numeric_limits<std::uint64_t>::max();
    if (number > (kMax - digit) / alphabet.size()) return std::nullopt;
    number = number * alphabet.size() + digit;
  }
  return number;
}

std::optional<std::string> decode_base_n(std::string_view text,
                                         std::string_view alphabet) {
  if (text.size() > kMaxBaseN) return std::nullopt;
  std::vector<std::uint8_t> digits;
  digits.reserve(text.size());
  for (const char c : text) {
    const std::size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    digits.push_back(static_cast<std::uint8_t>(digit));
  }
  const std::size_t zeros =
      std::min(text.find_first_not_of(alphabet[0]), text.size());
  std::string bytes(zeros, '\0');
  for (const std::uint8_t byte :
       convert(digits, static_cast<std::uint32_t>(alphabet.size()), 256)) {
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

std::string encode_base_n(std::string_view bytes, std::string_view alphabet) {
  if (bytes.size() > kMaxBaseN) return "";
  const std::vector<std::uint8_t> digits(bytes.begin(), bytes.end());
  const std::size_t zeros =
      std::min(bytes.find_first_not_of('\0'), bytes.size());
  std::string text(zeros, alphabet[0]);
  for (const std::uint8_t digit :
       convert(digits, 256, static_cast<std::uint32_t>(alphabet.size()))) {
    text += alphabet[digit];
  }
  return text;
}

std::optional<std::string> decode_base32(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() * 5 / 8);
  std::uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    const std::size_t digit = kBase32.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = (bits << 5 | static_cast<std::uint32_t>(digit)) & 0xFFFFu;
    count += 5;
    if (count >= 8) {
      count -= 8;
      bytes += static_cast<char>(bits >> count & 0xFF);
    }
  }
  // 1, 3 or 6 characters more than a multiple of eight encode no whole byte.
  if (count >= 5 || (bits & ((1u << count) - 1)) != 0) return std::nullopt;
  return bytes;
}

std::string encode_base32(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char byte : bytes) {
    bits = (bits << 8 | static_cast<unsigned char>(byte)) & 0xFFFFu;
    count += 8;
    while (count >= 5) {
      count -= 5;
      text += kBase32[bits >> count & 31];
    }
  }
  if (count > 0) text += kBase32[bits << (5 - count) & 31];
  return text;
}

}  // namespace patrol::base
