// SPDX-License-Identifier: Apache-2.0
//
// A set of regular expressions of the user's, searched in one pass. The only
// file pair of this folder that knows RE2.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace patrol::filter {

// The error of a pattern, without its place: "missing ): (ab". "" = it is fine.
std::string regex_error(const std::string& pattern);

// RE2 syntax over bytes, unanchored. Immutable and thread-safe; moves only.
class RegexSet {
 public:
  // Matches nothing.
  RegexSet();
  ~RegexSet();
  RegexSet(RegexSet&&) noexcept;
  RegexSet& operator=(RegexSet&&) noexcept;

  static absl::StatusOr<RegexSet> compile(
      const std::vector<std::string>& patterns);

  bool empty() const { return set_ == nullptr; }
  // Any pattern is found in `text`. False too when the automaton outgrows its
  // memory: rather a finding too many than one too few.
  bool matches(std::string_view text) const;

 private:
  struct Set;
  std::unique_ptr<Set> set_;
};

}  // namespace patrol::filter
