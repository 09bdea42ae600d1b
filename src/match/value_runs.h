// SPDX-License-Identifier: Apache-2.0
//
// Where something may begin that a program made: a run of letters, digits and
// `_ . + / -`, 16 bytes or more, with a digit among its first 32. In source code
// there is one in about two thousand bytes, so that the many keywords of rules
// are searched for before these only, in a twentieth of a text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace patrol::match {

struct ValueRun {
  static constexpr std::size_t kLeast = 16;    // bytes
  static constexpr std::size_t kSeenBy = 32;  // `seen` is at most so far on

  std::size_t begin;  // the byte before is none of its bytes
  std::size_t seen;   // the bytes before this offset show that it is a run
};

// Replaces `runs` by those of `text`, in order.
void find_value_runs(std::string_view text, std::vector<ValueRun>& runs);

// The run that a value begins with has a digit among its first bytes.
bool has_early_digit(std::string_view value);

}  // namespace patrol::match
