// SPDX-License-Identifier: Apache-2.0
//
// Messages quote what the user typed and what files say, and either may hold
// a token.
#pragma once

#include <string>
#include <string_view>

namespace patrol::cli {

// `message` with every token masked: what the built-in rules find, and every
// run of 20 or more characters of tokens that mixes letters and digits. Paths
// that exist stay readable, unless the rules find a token in them.
std::string hide_tokens(std::string_view message);

}  // namespace patrol::cli
