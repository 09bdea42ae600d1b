// SPDX-License-Identifier: Apache-2.0
//
// Offsets to lines and columns of one text. A byte order mark at its beginning
// has no width, as in editors.
#pragma once

#include <cstdint>
#include <string_view>

namespace patrol::base {

struct Position {
  std::uint32_t line = 1, column = 1;  // 1-based; columns count bytes
};

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Cheap when asked with growing offsets: it counts on from the last answer.
class LineMap {
 public:
  explicit LineMap(std::string_view text)
      : text_(text), mark_(text.starts_with(kByteOrderMark) ? 3 : 0) {}
  // A part of a longer text, whose first byte stands at `begin` there.
  LineMap(std::string_view part, Position begin)
      : text_(part), mark_(0), begin_(begin), line_(begin.line) {}
  Position at(std::size_t offset);

 private:
  std::string_view text_;
  std::size_t mark_;
  Position begin_;
  std::size_t line_begin_ = 0;  // offset of the last answer's line
  std::uint32_t line_ = 1;
};

}  // namespace patrol::base
