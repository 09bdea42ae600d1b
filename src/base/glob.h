// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace patrol::base {

// Does `glob` match the whole of `text`? `*` stands for any run of bytes, the
// empty one and `/` included; `?` for any one byte, `/` included. All other
// bytes stand for themselves, in this case of letters: there is no escape, no
// [class], no {a,b}, and `**` is `*`. Never fails; the time grows with the
// product of both lengths at worst.
bool glob_match(std::string_view glob, std::string_view text);

}  // namespace patrol::base
