// SPDX-License-Identifier: Apache-2.0
//
// How `--max-memory` is shared out among the contents of objects. Not planned
// for are rules, mapped pages of packs, and indexes and tables of what was found
// and named, which grow with the number of objects; and the path of contents
// that a walk of a tree of deltas holds: no one of them is larger than `whole`.
#pragma once

#include <algorithm>
#include <cstdint>

namespace patrol {

inline constexpr std::uint64_t kMaxMemory = std::uint64_t{512} << 20;
// Less does not hold the rules and one piece.
inline constexpr std::uint64_t kLeastMemory = std::uint64_t{64} << 20;

struct MemoryPlan {
  // An object larger than this is read as a stream, in pieces of this size.
  std::uint64_t piece = std::uint64_t{32} << 20;
  // An object that must be held whole, as the base of deltas or their result,
  // is refused when it is larger. One worker at a time holds such that are
  // larger than a piece.
  std::uint64_t whole = UINT64_MAX;
  // What one worker holds of a path through a tree of deltas; what has no room
  // is read again. A quarter of it may be buffers for reuse, besides.
  std::uint64_t path = UINT64_MAX;

  static MemoryPlan of(std::uint64_t max_memory, unsigned threads) {
    const std::uint64_t share = max_memory / std::max(1u, threads);
    return {.piece = std::min<std::uint64_t>(std::uint64_t{32} << 20,
                                             std::max<std::uint64_t>(
                                                 share / 16, 1 << 20)),
            .whole = max_memory / 6,
            .path = share / 6};
  }
};

}  // namespace patrol
