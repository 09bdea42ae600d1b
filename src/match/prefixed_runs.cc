// SPDX-License-Identifier: Apache-2.0
#include "match/prefixed_runs.h"

#include <algorithm>

#include "base/charset.h"

namespace patrol::match {
namespace {

// The least prefix, with its separator.
constexpr std::size_t kLeastPrefix = 3;

bool is_alnum(char c) { return base::kAlnum.contains(c); }

// Where the letters and digits that end at `end` begin, looking back to `least`.
std::size_t begin_of_body(std::string_view text, std::size_t least,
                          std::size_t end) {
  while (end > least && is_alnum(text[end - 1])) --end;
  return end;
}

}  // namespace

std::size_t seen_of_body(std::string_view body) {
  std::size_t letters = 0, digits = 0;
  for (std::size_t i = 0; i < std::min(body.size(), kPrefixedSeenBy); ++i) {
    ++(base::kDigit.contains(body[i]) ? digits : letters);
    if (letters > 0 && digits > 0 && i + 1 >= kPrefixedBody) return i + 1;
  }
  return 0;
}

// Looks from the far end of where a body would be, so most of a run is skipped:
// words in names are short.
void find_prefixed(std::string_view text, std::span<const Span> runs,
                   const std::function<void(std::size_t end)>& on_hit) {
  for (const Span& run : runs) {
    // Where a body may begin. A text may begin within a run.
    std::size_t body = run.begin + (run.begin > 0 ? kLeastPrefix : 1);
    while (body + kPrefixedBody <= run.end) {
      const std::size_t end = body + kPrefixedBody;
      const std::size_t begin = begin_of_body(text, body, end);
      if (begin > body) {
        body = begin;  // behind what is no letter or digit
        continue;
      }
      std::size_t next = end;
      while (next < run.end && is_alnum(text[next])) ++next;
      const bool behind = text[body - 1] == '_' || text[body - 1] == '-';
      const std::size_t seen =
          behind ? seen_of_body(text.substr(body, next - body)) : 0;
      if (seen > 0) on_hit(body + seen);
      body = next;
    }
  }
}

}  // namespace patrol::match
