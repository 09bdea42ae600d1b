// SPDX-License-Identifier: Apache-2.0
//
// What the matches of an anchor look like, as far as it decides where it must
// be searched for.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/expression.h"

namespace patrol::match {

// What every match has in it (match/gates.h).
enum class Gate : std::uint8_t { none, run, authority };

// So much of a match may stand around it, in bytes.
struct Margin {
  std::size_t before, after;
};
inline constexpr Margin kRunMargin = {8, 2};         // "https:", a delimiter
inline constexpr Margin kAuthorityMargin = {40, 2};  // the scheme, a host's byte

// Every match has a long run or an authority in it, with no more around it than
// the margin. Errs on the side of none.
Gate gate_of(const base::Expression& expression);

// No match has a line feed in it, but for its last byte.
bool stays_in_line(const base::Expression& expression);

}  // namespace patrol::match
