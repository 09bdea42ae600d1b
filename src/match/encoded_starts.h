// SPDX-License-Identifier: Apache-2.0
//
// A first, cheap test for encoded text: where may some begin? It looks at few
// bytes, so that what it finds moves with a copied run like the hit of an anchor
// (match/windows.h). Whether there is text, src/decode tells.
//
// Base64 and hex: 16 digits behind no other digit say 12 or 8 bytes that are
// printable. Of 30,000 identifiers one does. Digits also begin behind "\n", "\r",
// "\t" and "0x". Base64 may say UTF-16, as PowerShell wants it.
// Escapes: one that stands for a printable character, unless one of its kind
// stands in the 64 bytes before it on its line.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "model/encoding.h"

namespace patrol::match {

// From a start to the end of what shows that it is one, in bytes.
constexpr std::size_t seen_width(Encoding encoding) {
  constexpr std::size_t kWidths[kEncodings] = {16, 16, 3, 4, 3};
  return kWidths[static_cast<std::size_t>(encoding)];
}

// From the first byte that a start depends on to the end of what shows it, at
// most; none of these bytes is a line feed.
inline constexpr std::size_t kEncodedReach = 72;

// Appends those of `text`; each kind is in order.
void find_encoded_starts(std::string_view text,
                         std::vector<EncodedStart>& starts);

}  // namespace patrol::match
