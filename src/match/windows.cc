// SPDX-License-Identifier: Apache-2.0
#include "match/windows.h"

#include <algorithm>

namespace patrol::match {
namespace {

constexpr std::size_t kBack = 1;   // \b
constexpr std::size_t kAhead = 2;  // `$` before the last line feed
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

namespace {

// Reads an expression just far enough to see what could match a line feed.
// "(?:[^0-9a-z]|\z)" at the end is fine: that may be the last byte.
class LineFeeds {
 public:
  explicit LineFeeds(std::string_view expression) : rest_(expression) {}

  bool none() {
    while (!rest_.empty()) {
      const char c = take();
      if (static_cast<unsigned char>(c) < ' ') return false;
      if (c == '(' && rest_.starts_with('?') && !flags_are_harmless()) {
        return false;
      }
      if (c == '\\' && !escape_is_harmless()) return false;
      if (c == '[' && !class_is_harmless() && !is_last()) return false;
    }
    return true;
  }

 private:
  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  // "(?i:", "(?P<name>", "(?:"; not "(?s)", which gives `.` the line feed, or
  // "(?m)", which makes `^` and `$` look at it.
  bool flags_are_harmless() const {
    return rest_.starts_with("?:") || rest_.starts_with("?i:") ||
           rest_.starts_with("?i)") || rest_.starts_with("?P<");
  }

  // What is read so far ends with a class, and it takes the match's last byte.
  bool is_last() {
    if (!rest_.starts_with(']')) return false;
    take();
    std::string_view rest = rest_;
    if (rest.starts_with("|\\z")) rest.remove_prefix(3);
    return rest.find_first_not_of(')') == rest.npos;
  }

  // After a backslash; outside of a class.
  bool escape_is_harmless() {
    if (rest_.empty()) return false;
    const char c = take();
    const bool letter = ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
    return !(letter || ('0' <= c && c <= '9')) ||
           std::string_view("bBdwtzSAZ").find(c) != std::string_view::npos;
  }

  // After "[": a negated class must name the line feed, another must not.
  bool class_is_harmless() {
    const bool negated = rest_.starts_with('^');
    if (negated) take();
    bool feed = false, unsure = false, first = true;
    while (!rest_.empty() && (first || rest_.front() != ']')) {
      first = false;
      const char c = take();
      if (c == '\\' && !rest_.empty()) {
        const char escaped = take();
        feed = feed || escaped == 'n' || escaped == 's';
        const bool known =
            std::string_view("nsrtdw").find(escaped) != std::string_view::npos;
        const bool letter = ('a' <= escaped && escaped <= 'z') ||
                            ('A' <= escaped && escaped <= 'Z') ||
                            ('0' <= escaped && escaped <= '9');
        unsure = unsure || (letter && !known);
        // "\t-x" is a range that may hold it.
        unsure = unsure || (known && rest_.starts_with('-') &&
                            !rest_.starts_with("-]"));
      } else if (static_cast<unsigned char>(c) < ' ' ||
                 (c == '[' && rest_.starts_with(':'))) {
        unsure = true;
      }
    }
    return negated ? feed : !feed && !unsure;
  }

  std::string_view rest_;
};

}  // namespace

bool stays_in_line(std::string_view expression) {
  return LineFeeds(expression).none();
}

}  // namespace patrol::match
