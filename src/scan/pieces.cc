// SPDX-License-Identifier: Apache-2.0
#include "scan/pieces.h"

#include <algorithm>

namespace patrol::scan {

void PieceCutter::push(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t full = own_begin_ + size_.own + size_.context;
    // At once, not by doubling: a piece is large.
    if (held_.capacity() < full && held_.size() + bytes.size() > size_.context) {
      held_.reserve(size_.own + 2 * size_.context);
    }
    const std::string_view taken = bytes.substr(0, full - held_.size());
    held_ += taken;
    bytes.remove_prefix(taken.size());
    // The text may end here: whether it does, only the next byte tells.
    if (held_.size() == full && !bytes.empty()) tell(false);
  }
}

void PieceCutter::finish() {
  if (!held_.empty()) tell(true);
  held_.clear();
}

void PieceCutter::tell(bool last) {
  const std::size_t own_end =
      last ? held_.size() : own_begin_ + size_.own;
  const std::size_t next = own_end - std::min(own_end, size_.context);
  on_piece_({held_, {own_begin_, own_end}, begin_, first_, last, next});
  if (last) return;
  // The byte order mark at the very beginning has no width.
  base::LineMap lines = first_ ? base::LineMap(held_)
                               : base::LineMap(held_, begin_);
  begin_ = lines.at(next);
  held_.erase(0, next);
  own_begin_ = own_end - next;
  first_ = first_ && next == 0;
}

}  // namespace patrol::scan
