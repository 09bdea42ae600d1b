// SPDX-License-Identifier: Apache-2.0
#include "base/line_map.h"

#include <algorithm>
#include <cstring>

namespace patrol::base {

Position LineMap::at(std::size_t offset) {
  offset = std::min(offset, text_.size());
  if (offset < line_begin_) {
    line_begin_ = 0;
    line_ = begin_.line;
  }
  for (;;) {
    const void* next =
        std::memchr(text_.data() + line_begin_, '\n', offset - line_begin_);
    if (!next) break;
    line_begin_ = static_cast<std::size_t>(static_cast<const char*>(next) -
                                           text_.data()) +
                  1;
    ++line_;
  }
  std::size_t column = offset - line_begin_;
  if (line_begin_ == 0) {
    column -= std::min(column, mark_);
    column += begin_.column - 1;
  }
  return {line_, static_cast<std::uint32_t>(column + 1)};
}

}  // namespace patrol::base
