// SPDX-License-Identifier: Apache-2.0
//
// How much a text is like language, in numbers; likeness.cc has the idea.
#pragma once

#include <string_view>

namespace patrol::filter {

// Both in eighths of a bit.
struct Likeness {
  int gain = 0;   // language is the cheaper account by so much; < 0: random is
  int worst = 0;  // <= 0: what the most random run of letters and digits loses
};
Likeness measure_likeness(std::string_view text);

}  // namespace patrol::filter
