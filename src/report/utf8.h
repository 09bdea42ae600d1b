// SPDX-License-Identifier: Apache-2.0
//
// UTF-8 as the Unicode standard has it (table 3-7): no overlong forms, no
// surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace patrol::report {

struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;  // bytes; 0 = the byte begins no valid sequence
};

// The code point at text[at]; `at` must be less than text.size().
CodePoint decode_utf8(std::string_view text, std::size_t at);

bool is_utf8(std::string_view text);

// Code points; a byte that belongs to none counts as one.
std::size_t count_characters(std::string_view text);

// The longest beginning of at most `max_bytes` bytes that cuts no sequence.
std::string_view cut_utf8(std::string_view text, std::size_t max_bytes);

}  // namespace patrol::report
