// SPDX-License-Identifier: Apache-2.0
//
// UTF-8 to UTF-16 units, as the WHATWG Encoding standard decodes it.
#pragma once

#include <cstdint>
#include <string_view>

namespace patrol::base {

struct Decoded {
  std::uint32_t code = 0xFFFD;
  std::size_t size = 1;  // bytes taken
};

// The code point at the start of `text` (not empty). Each maximal part of a
// broken sequence is one U+FFFD. A byte order mark is a character.
Decoded decode_utf8(std::string_view text);

// Calls `on_unit` for each UTF-16 unit of `text` until it returns false.
template <typename OnUnit>
void each_utf16_unit(std::string_view text, OnUnit on_unit) {
  while (!text.empty()) {
    const Decoded next = decode_utf8(text);
    text.remove_prefix(next.size);
    if (next.code < 0x10000) {
      if (!on_unit(static_cast<std::uint16_t>(next.code))) return;
      continue;
    }
    const std::uint32_t rest = next.code - 0x10000;
    if (!on_unit(static_cast<std::uint16_t>(0xD800 + (rest >> 10)))) return;
    if (!on_unit(static_cast<std::uint16_t>(0xDC00 + (rest & 0x3FF)))) return;
  }
}

}  // namespace patrol::base
