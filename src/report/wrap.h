// SPDX-License-Identifier: Apache-2.0
//
// Lines that fit a terminal. Terminals break lines within words; here they are
// broken at spaces, and what follows is indented like the text it belongs to.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace patrol::report {

// Columns that `text` takes on a terminal: none for escapes of colour, two for
// wide characters.
std::size_t columns_of(std::string_view text);

// Each line of `text` in parts of at most `width` columns. A word that is wider
// stays whole where it is, so that paths and addresses can be copied. 0 = as it
// is.
std::string wrapped(std::string_view text, std::size_t width);

}  // namespace patrol::report
