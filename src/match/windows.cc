// SPDX-License-Identifier: Apache-2.0
#include "match/windows.h"

#include <algorithm>

namespace patrol::match {
namespace {

// A search of its own costs about what this many bytes more in one do.
constexpr std::size_t kWorthwhile = 256;

// The first end of a hit that depends on nothing before the run.
std::size_t first_carried(std::string_view text, const CopiedRun& run,
                          const Reach& reach) {
  if (run.to == 0 && run.from == 0) return 0;
  const std::size_t across = run.to + reach.across_lines + kBack;
  const std::size_t in_line = run.to + reach.in_line + kBack;
  if (in_line <= across) return across;
  const std::size_t feed =
      text.substr(run.to, in_line - run.to).find('\n');
  return std::max(across, feed == text.npos ? in_line : run.to + feed + 2);
}

// One past the last end of a hit that depends on nothing after the run.
std::size_t end_of_carried(std::string_view text, std::size_t base_size,
                           const CopiedRun& run) {
  const std::size_t end = run.to + run.size;
  if (end == text.size() && run.from + run.size == base_size) return end + 1;
  return end < kAhead ? 0 : end - kAhead + 1;
}

// Where a search for hits that end at `end` or later must begin.
std::size_t begin_of_search(std::string_view text, std::size_t end,
                            const Reach& reach) {
  const std::size_t across = end - std::min(end, reach.across_lines + kBack);
  const std::size_t in_line = end - std::min(end, reach.in_line + kBack);
  if (in_line >= across) return across;
  // A line feed just before `end` may be the last byte of a match.
  const std::size_t feed = text.substr(in_line, end - 1 - in_line).rfind('\n');
  return std::min(across, feed == text.npos ? in_line : in_line + feed);
}

}  // namespace

void plan_windows(std::string_view text, std::size_t base_size,
                  std::span<const CopiedRun> copied, const Reach& reach,
                  std::vector<Piece>& pieces) {
  pieces.clear();
  std::size_t next = 0;  // first end that is in no piece
  auto search_until = [&](std::size_t end) {
    if (next >= end) return;
    const std::size_t last = end - 1;
    const std::size_t begin = begin_of_search(text, next, reach);
    pieces.push_back({{next, last},
                      false,
                      0,
                      {begin, std::min(text.size(), last + kAhead)}});
  };
  for (const CopiedRun& run : copied) {
    const std::size_t first = std::max(next, first_carried(text, run, reach));
    const std::size_t end = end_of_carried(text, base_size, run);
    if (end < first + kWorthwhile && !(first == 0 && end > text.size())) {
      continue;
    }
    search_until(first);
    pieces.push_back({{first, end - 1},
                      true,
                      static_cast<std::ptrdiff_t>(run.from) -
                          static_cast<std::ptrdiff_t>(run.to),
                      {}});
    next = end;
  }
  search_until(text.size() + 1);
}

}  // namespace patrol::match
