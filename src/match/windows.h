// SPDX-License-Identifier: Apache-2.0
//
// Which bytes of a version must be searched when the hits of the version that
// it is stored against are known.
//
// An anchor's hit depends on the bytes that the anchor matched and on few
// around them (\b looks one back, `$` two ahead). Where all of these stand in
// one copied run, the hit is the base's, moved. All other ends of hits lie in
// windows around the changes; a window is as wide as the widest anchor, or
// reaches to the end of the line for anchors that cannot match past one.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "model/match.h"
#include "model/object.h"

namespace patrol::match {

// A hit depends on so many bytes before and after those that the anchor matched.
inline constexpr std::size_t kBack = 1;   // \b
inline constexpr std::size_t kAhead = 2;  // `$` before the last line feed

// The widest anchors of a database, in bytes.
struct Reach {
  std::size_t across_lines = 0;  // of those that may match a line feed …
  std::size_t in_line = 0;       // … and of those that may not, but as last byte
};

// All ends of hits, 0 to the size of the text, fall into pieces like this one.
struct Piece {
  Span ends;            // both included
  bool carried = false;  // of the base, which has them at end + `shift`
  std::ptrdiff_t shift = 0;
  Span text;  // not carried: search this, and keep hits that end in `ends`
};

// Replaces `pieces` by those of `text`, in order. `copied` as in Object.
void plan_windows(std::string_view text, std::size_t base_size,
                  std::span<const CopiedRun> copied, const Reach& reach,
                  std::vector<Piece>& pieces);

}  // namespace patrol::match
