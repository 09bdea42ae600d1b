// SPDX-License-Identifier: Apache-2.0
//
// Reads the expression of a value just far enough to count the characters of a
// run that each of its matches begins with: classes, literals, repeats and
// groups of alternatives; at all else it stops.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

#include "rules/assignment.h"

namespace patrol::rules {
namespace {

constexpr std::size_t kLeast = 16;

bool is_run(char c) {
  return ('0' <= c && c <= '9') || ('a' <= c && c <= 'z') ||
         ('A' <= c && c <= 'Z') || c == '_' || c == '.' || c == '+' ||
         c == '/' || c == '-';
}

// What an expression's matches begin with.
struct Lead {
  std::size_t size = 0;  // characters of a run, at least
  bool whole = true;     // and there is nothing else in it
};

class LeadReader {
 public:
  explicit LeadReader(std::string_view expression) : rest_(expression) {}

  // Of what was read: some character of it may be a digit.
  bool digits() const { return digits_; }

  // Up to the end, or the ')' that closes the group.
  Lead alternatives() {
    std::optional<Lead> least;
    do {
      const Lead one = sequence();
      least = least ? Lead{std::min(least->size, one.size),
                           least->whole && one.whole}
                    : one;
    } while (take('|'));
    return *least;
  }

 private:
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // What comes after other characters is read all the same, to find the end of
  // the alternative.
  Lead sequence() {
    Lead all;
    while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
      const Lead one = atom();
      const std::size_t times = least_repeats();
      if (!all.whole) continue;
      if (one.whole) {
        all.size += one.size * times;
      } else {
        all = {all.size + (times > 0 ? one.size : 0), false};
      }
    }
    return all;
  }

  Lead atom() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == '[') return char_class();
    if (c == '(') {
      if (rest_.starts_with("?:")) {
        rest_.remove_prefix(2);
      } else if (rest_.starts_with('?')) {
        rest_ = {};  // flags or a name
        return {0, false};
      }
      const Lead group = alternatives();
      take(')');
      return group;
    }
    if (c == '\\' && !rest_.empty()) {
      const char escaped = rest_.front();
      rest_.remove_prefix(1);
      const bool mark =
          is_run(escaped) && !std::isalnum(static_cast<unsigned char>(escaped));
      return mark ? Lead{1, true} : Lead{0, false};
    }
    digits_ = digits_ || ('0' <= c && c <= '9');
    const bool literal = is_run(c) && c != '.' && c != '+';
    return literal ? Lead{1, true} : Lead{0, false};
  }

  Lead char_class() {
    bool fine = !rest_.starts_with('^');
    for (bool first = true; !rest_.empty() && (first || rest_.front() != ']');
         first = false) {
      char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '\\' && !rest_.empty()) {
        c = rest_.front();
        rest_.remove_prefix(1);
        fine = fine && !std::isalnum(static_cast<unsigned char>(c));
      }
      fine = fine && is_run(c);
      if (rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']') {
        const char last = rest_[1];
        rest_.remove_prefix(2);
        for (int i = c; fine && i <= last; ++i) {
          fine = is_run(static_cast<char>(i));
        }
      }
      digits_ = digits_ || ('0' <= c && c <= '9');
    }
    take(']');
    return fine ? Lead{1, true} : Lead{0, false};
  }

  std::size_t least_repeats() {
    std::size_t least = 1;
    if (take('?') || take('*')) {
      least = 0;
    } else if (take('{')) {
      const std::size_t end = std::min(rest_.find('}'), rest_.size());
      std::from_chars(rest_.data(), rest_.data() + end, least);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
    } else {
      take('+');
    }
    take('?');  // not greedy
    return least;
  }

  std::string_view rest_;
  bool digits_ = false;
};

}  // namespace

bool begins_with_run(std::string_view value) {
  LeadReader reader(value);
  return reader.alternatives().size >= kLeast && reader.digits();
}

}  // namespace patrol::rules
