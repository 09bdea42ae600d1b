// SPDX-License-Identifier: Apache-2.0
//
// How `--max-memory` is shared out among the contents of objects. Lists of the
// objects of a history are taken off before. Not planned for are mapped pages of
// packs, and tables of what was found and named; and the path of contents that a
// walk of a tree of deltas holds: no one of them is larger than `whole`.
#pragma once

#include <algorithm>
#include <cstdint>

namespace patrol {

inline constexpr std::uint64_t kMaxMemory = std::uint64_t{512} << 20;
// Less does not hold the rules and one piece.
inline constexpr std::uint64_t kLeastMemory = std::uint64_t{64} << 20;

// Why an object is not read, in the words of a gap.
inline constexpr const char* kTooLarge = "larger than --max-size";
inline constexpr const char* kNoRoom =
    "does not fit into --max-memory with what it is stored against";

struct MemoryPlan {
  std::uint64_t all = UINT64_MAX;  // --max-memory
  unsigned threads = 1;
  // An object larger than this is read as a stream, in pieces of this size.
  std::uint64_t piece = std::uint64_t{32} << 20;
  // An object that must be held whole, as the base of deltas or their result,
  // is refused when it is larger. One worker at a time holds such that are
  // larger than a piece.
  std::uint64_t whole = UINT64_MAX;
  // What one worker holds of a path through a tree of deltas; what has no room
  // is read again. A quarter of it may be buffers for reuse, besides.
  std::uint64_t path = UINT64_MAX;
  // After so many bytes of a pack its pages are given back: a walk through a
  // big pack would otherwise hold all of it in memory. The kernel maps 64 KiB
  // around each byte that is read, so several times as much is there by then.
  std::uint64_t pages = std::uint64_t{16} << 20;

  static MemoryPlan of(std::uint64_t max_memory, unsigned threads) {
    const std::uint64_t share = max_memory / std::max(1u, threads);
    return {.all = max_memory,
            .threads = threads,
            .piece = std::min<std::uint64_t>(std::uint64_t{32} << 20,
                                             std::max<std::uint64_t>(
                                                 share / 16, 1 << 20)),
            .whole = max_memory / 6,
            .path = share / 6,
            .pages = std::min<std::uint64_t>(std::uint64_t{16} << 20,
                                             max_memory / 32)};
  }

  // The plan where lists of this size come on top. Contents keep half of all
  // in any case: less of a repository would be searched otherwise.
  MemoryPlan beside(std::uint64_t lists) const {
    if (all == UINT64_MAX) return *this;
    const std::uint64_t rest = all - std::min(all, lists);
    MemoryPlan plan = of(std::max(rest, all / 2), threads);
    plan.all = all;
    return plan;
  }
};

}  // namespace patrol
