// SPDX-License-Identifier: Apache-2.0
//
// An anchor is there to be rare. One that is all alphabet and counts, such as
// [0-9a-f]{40}, is met in every lock file: it slows the search and finds what
// is no secret.
#pragma once

#include <string>

namespace patrol::match {

// Can a text match `anchor` without three fixed bytes in a row, in any case of
// letters? False for an expression that cannot be compiled.
bool is_bare(const std::string& anchor);

// What to tell of such a rule.
inline constexpr const char* kBareAnchor =
    "no three letters in a row are fixed, so it is slow and finds what is no "
    "secret; write the token's prefix, or 'keywords' with 'value'";

}  // namespace patrol::match
