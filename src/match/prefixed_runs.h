// SPDX-License-Identifier: Apache-2.0
//
// Tokens of issuers that nobody has described look like those of GitHub: a name,
// `_` or `-`, and many letters and digits that a program made. No letters are
// fixed, so no expression is an anchor for them. This finds them in the long
// runs that are known already (match/gates.h).
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>

#include "model/match.h"

namespace patrol::match {

// Letters and digits that must follow.
inline constexpr std::size_t kPrefixedBody = 20;
// Among so many of them there are both. Of random ones 1 in 200 has none.
inline constexpr std::size_t kPrefixedSeenBy = 32;

// How much of `body`, letters and digits, shows that a program made it; 0 if
// nothing does.
std::size_t seen_of_body(std::string_view body);

// `runs` are the long ones that hold a digit.
// Calls `on_hit` with the end of what shows it, for each place in `runs` of
// `text` where a prefix with its separator stands before such a body. Of a
// prefix at the beginning of the text one byte will do.
void find_prefixed(std::string_view text, std::span<const Span> runs,
                   const std::function<void(std::size_t end)>& on_hit);

}  // namespace patrol::match
