// SPDX-License-Identifier: Apache-2.0
#include "scan/pieces.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/utf16.h"

namespace patrol::scan {
namespace {

constexpr std::size_t kStreamRead = std::size_t{1} << 20;

}  // namespace

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

void cut(ByteStream& bytes, const PieceSize& size,
         const PieceCutter::OnPiece& on_raw,
         const PieceCutter::OnPiece& on_decoded) {
  PieceCutter raw(size, on_raw), decoded(size, on_decoded);
  std::vector<char> room(kStreamRead);
  std::optional<base::Utf16Decoder> decoder;
  std::string utf8;
  for (bool first = true;; first = false) {
    const std::string_view read(room.data(), bytes.read(room));
    if (first) decoder = base::Utf16Decoder::detect(read);
    raw.push(read);
    if (decoder) {
      utf8.clear();
      decoder->decode(read, utf8);
      if (read.size() < room.size()) decoder->finish(utf8);
      decoded.push(utf8);
    }
    if (read.size() < room.size()) break;
  }
  raw.finish();
  decoded.finish();
}

}  // namespace patrol::scan
