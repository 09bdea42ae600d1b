// SPDX-License-Identifier: Apache-2.0
//
// Cuts a text that is too long to be held into overlapping pieces. Each byte is
// one piece's own, and has so much of the text around it there that what is
// found at it is what would be found in the whole.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/line_map.h"
#include "model/match.h"
#include "model/object.h"

namespace patrol::scan {

struct PieceSize {
  std::size_t own = std::size_t{32} << 20;
  // Held on both sides; wider than any pattern with a bound, and than all that
  // verifiers and filters look at. A match of a pattern without a bound is
  // found when it is no longer than this.
  std::size_t context = std::size_t{2} << 20;
};

struct TextPiece {
  std::string_view text;
  Span own;                // in `text`
  base::Position begin;    // of the first byte of `text`
  bool first = true;  // `text` begins where the whole does
  bool last = true;   // and ends there
  std::size_t next = 0;    // where in `text` the next piece begins
};

class PieceCutter {
 public:
  using OnPiece = std::function<void(const TextPiece& piece)>;

  PieceCutter(const PieceSize& size, OnPiece on_piece)
      : size_(size), on_piece_(std::move(on_piece)) {}

  // The next bytes of the text.
  void push(std::string_view bytes);
  // At its end. Tells the last piece, and of an empty text none.
  void finish();

 private:
  void tell(bool last);

  PieceSize size_;
  OnPiece on_piece_;
  std::string held_;
  std::size_t own_begin_ = 0;  // in held_
  base::Position begin_;
  bool first_ = true;
};

// Reads `bytes` to their end: `on_raw` gets the pieces of what they are, and
// `on_decoded` those of what they say, if they are UTF-16. Both go side by side.
void cut(ByteStream& bytes, const PieceSize& size,
         const PieceCutter::OnPiece& on_raw,
         const PieceCutter::OnPiece& on_decoded);

}  // namespace patrol::scan
