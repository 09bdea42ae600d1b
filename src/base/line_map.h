// SPDX-License-Identifier: Apache-2.0
//
// Offsets to lines and columns of one text.
#pragma once

#include <cstdint>
#include <string_view>

namespace patrol::base {

struct Position {
  std::uint32_t line = 1, column = 1;  // 1-based; columns count bytes
};

// Cheap when asked with growing offsets: it counts on from the last answer.
class LineMap {
 public:
  explicit LineMap(std::string_view text) : text_(text) {}
  Position at(std::size_t offset);

 private:
  std::string_view text_;
  std::size_t line_begin_ = 0;  // offset of the last answer's line
  std::uint32_t line_ = 1;
};

}  // namespace patrol::base
