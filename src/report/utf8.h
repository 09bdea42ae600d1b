// SPDX-License-Identifier: Apache-2.0
//
// What the writers ask of UTF-8, decoded as base/utf8.h does it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace patrol::report {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t size = 1;  // bytes
  bool valid = true;     // false: these bytes are a broken sequence
};

// The code point at the start of `text` (not empty).
CodePoint first_code_point(std::string_view text);

bool is_utf8(std::string_view text);

// Code points; a broken sequence counts as one.
std::size_t count_characters(std::string_view text);

// The longest beginning of at most `max_bytes` bytes that cuts no sequence.
std::string_view cut_utf8(std::string_view text, std::size_t max_bytes);

}  // namespace patrol::report
