// SPDX-License-Identifier: Apache-2.0
//
// Base64 and hex, on one line or wrapped over many.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "decode/decoded_text.h"
#include "decode/region.h"

namespace patrol::decode {

// One past the last digit of all lines that begin with the one at `begin`.
std::size_t end_of_digits(std::string_view source, std::size_t begin,
                          Encoding encoding);

// Appends what the digits in `encoded` say, as far as it is text. False: none.
bool append_digits(std::string_view source, Span encoded, Encoding encoding,
                   DecodedText& out);

}  // namespace patrol::decode
