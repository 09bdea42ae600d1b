// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

namespace patrol::base {
namespace {

struct Lead {
  std::size_t rest = 0;  // continuation bytes; 0 = not a lead byte
  std::uint32_t bits = 0;
  unsigned low = 0x80, high = 0xBF;  // range of the first continuation byte
};

// Table 3-7 of the Unicode standard: no overlong forms, no surrogates.
Lead lead_of(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, byte & 0x1Fu};
  if (byte == 0xE0) return {2, 0, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0xD, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, byte & 0xFu};
  if (byte == 0xF0) return {3, 0, 0x90, 0xBF};
  if (byte == 0xF4) return {3, 4, 0x80, 0x8F};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, byte & 7u};
  return {};
}

}  // namespace

Decoded decode_utf8(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1};
  const Lead lead = lead_of(first);
  if (lead.rest == 0) return {};
  std::uint32_t code = lead.bits;
  for (std::size_t i = 1; i <= lead.rest; ++i) {
    if (i >= text.size()) return {0xFFFD, i};
    const auto byte = static_cast<unsigned char>(text[i]);
    const unsigned low = i == 1 ? lead.low : 0x80;
    const unsigned high = i == 1 ? lead.high : 0xBF;
    if (byte < low || byte > high) return {0xFFFD, i};
    code = code << 6 | (byte & 0x3Fu);
  }
  return {code, lead.rest + 1};
}

}  // namespace patrol::base
