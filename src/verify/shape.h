// SPDX-License-Identifier: Apache-2.0
//
// Reads a token from left to right: literals, runs of characters, choices. The
// first step that does not fit makes all later ones fail, so that only
// complete() has to be asked.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string_view>

#include "base/charset.h"

namespace patrol::verify {

class Shape {
 public:
  explicit Shape(std::string_view text) : rest_(text) {}

  // Steps over `literal`.
  void literal(std::string_view literal) {
    fits_ = fits_ && rest_.starts_with(literal);
    if (fits_) rest_.remove_prefix(literal.size());
  }

  // Steps over `literal` if it stands here.
  bool optional(std::string_view literal) {
    const bool here = fits_ && rest_.starts_with(literal);
    if (here) rest_.remove_prefix(literal.size());
    return here;
  }

  // The first of `choices` that stands here.
  std::string_view one_of(std::initializer_list<std::string_view> choices) {
    for (const std::string_view choice : choices) {
      if (optional(choice)) return choice;
    }
    fits_ = false;
    return {};
  }

  // The longest run of characters of `set`, at most `most` and at least
  // `least` of them.
  std::string_view run(const base::Charset& set, std::size_t least,
                       std::size_t most) {
    std::size_t n = 0;
    const std::size_t end = std::min(most, rest_.size());
    while (n < end && set.contains(rest_[n])) ++n;
    fits_ = fits_ && n >= least;
    if (!fits_) return {};
    const std::string_view taken = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return taken;
  }
  std::string_view run(const base::Charset& set, std::size_t exactly) {
    return run(set, exactly, exactly);
  }

  // Everything fitted and nothing is left.
  bool complete() const { return fits_ && rest_.empty(); }
  bool fits() const { return fits_; }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  bool fits_ = true;
};

// No limit for run(), short of the largest secret.
inline constexpr std::size_t kAnyLength = 1 << 20;

}  // namespace patrol::verify
