// SPDX-License-Identifier: Apache-2.0
//
// Where in a text it is worth to look for most anchors at all. Nearly all
// tokens are long runs of letters, digits and `_ . + / -`, nearly all keywords
// count only before such a run, and a URL's password stands before an `@`. One
// pass over the text, 64 bytes at a time, finds these places, which are few:
// most expressions need to be searched for there only, in a tenth of a text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/charset.h"
#include "model/match.h"

namespace patrol::match {

// Where a value may begin that a program made: a run of 16 bytes or more, with
// a digit among its first 32. In source code there is one in about two thousand
// bytes.
struct ValueRun {
  static constexpr std::size_t kLeast = 16;    // bytes
  static constexpr std::size_t kSeenBy = 32;  // `seen` is at most so far on

  std::size_t begin;  // the byte before is none of its bytes
  std::size_t seen;   // the bytes before this offset show that it is a run
};

// Runs of at least so many bytes have a tenth of all source code.
inline constexpr std::size_t kLongRun = 20;

struct Gates {
  std::vector<ValueRun> values;
  std::vector<Span> runs;         // the long ones, whole
  std::vector<Span> digit_runs;   // of these all that hold a digit, and some more
  std::vector<Span> authorities;  // of URLs: from "://" to the `@`, both included
};

// What runs and the authorities of URLs are made of.
inline constexpr base::Charset kRunChar = base::kAlnum | base::Charset("_.+/-");
inline constexpr base::Charset kAuthorityChar =
    base::kAlnum | base::Charset("_.~+!&*=%-:$^#|");

// Replaces `gates` by those of `text`, each kind in order. Runs and authorities
// end where the text does.
void find_gates(std::string_view text, Gates& gates);

// The run that a value begins with has a digit among its first bytes.
bool has_early_digit(std::string_view value);

}  // namespace patrol::match
