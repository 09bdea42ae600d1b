// SPDX-License-Identifier: Apache-2.0
//
// Escapes of URLs, of programming languages and of HTML.
#pragma once

#include <cstddef>
#include <string_view>

#include "decode/decoded_text.h"
#include "decode/region.h"

namespace patrol::decode {

// One past the last escape of those that stand near each other, from the one at
// `begin` on. `begin` itself: there is none.
std::size_t end_of_escapes(std::string_view source, std::size_t begin,
                           Encoding encoding);

// Appends what `whole` says when its escapes are undone. False: nothing else.
bool append_escapes(std::string_view source, Span whole, Encoding encoding,
                    DecodedText& out);

}  // namespace patrol::decode
