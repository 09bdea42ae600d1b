// SPDX-License-Identifier: Apache-2.0
#include "verify/bech32.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/charset.h"

namespace patrol::verify {
namespace {

constexpr std::string_view kDigits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t kCheckSize = 6;
constexpr std::size_t kLongest = 1023;

class Polymod {
 public:
  void add(std::uint32_t five_bits) {
    constexpr std::array<std::uint32_t, 5> kGenerator = {
        0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    const std::uint32_t top = value_ >> 25;
    value_ = (value_ & 0x1ffffff) << 5 ^ five_bits;
    for (std::size_t i = 0; i < kGenerator.size(); ++i) {
      if ((top >> i & 1) != 0) value_ ^= kGenerator[i];
    }
  }
  bool holds() const { return value_ == 1; }

 private:
  std::uint32_t value_ = 1;
};

bool mixed_case(std::string_view text) {
  const auto is_in = [](const base::Charset& set) {
    return [&set](char c) { return set.contains(c); };
  };
  return std::ranges::any_of(text, is_in(base::kLower)) &&
         std::ranges::any_of(text, is_in(base::kUpper));
}

char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool checksum_fits(std::string_view prefix, std::string_view data) {
  Polymod sum;
  for (const char c : prefix) sum.add(static_cast<unsigned char>(c) >> 5);
  sum.add(0);
  for (const char c : prefix) sum.add(static_cast<unsigned char>(c) & 31);
  for (const char c : data) {
    sum.add(static_cast<std::uint32_t>(kDigits.find(c)));
  }
  return sum.holds();
}

std::optional<std::string> to_bytes(std::string_view data) {
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : data) {
    bits = (bits << 5 | static_cast<std::uint32_t>(kDigits.find(c))) & 0xFFFFu;
    count += 5;
    if (count >= 8) {
      count -= 8;
      bytes += static_cast<char>(bits >> count & 0xFF);
    }
  }
  if (count >= 5 || (bits & ((1u << count) - 1)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::optional<Bech32> decode_bech32(std::string_view text) {
  if (text.size() > kLongest || mixed_case(text)) return std::nullopt;
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), to_lower);
  const std::size_t separator = lower.rfind('1');
  if (separator == std::string::npos) return std::nullopt;
  const std::string_view data = std::string_view(lower).substr(separator + 1);
  if (data.size() < kCheckSize || !base::Charset(kDigits).all(data) ||
      !checksum_fits(lower.substr(0, separator), data)) {
    return std::nullopt;
  }
  auto bytes = to_bytes(data.substr(0, data.size() - kCheckSize));
  if (!bytes) return std::nullopt;
  return Bech32{lower.substr(0, separator), std::move(*bytes)};
}

}  // namespace patrol::verify
