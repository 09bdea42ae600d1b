// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace patrol::base {

// `*` stands for any run of bytes, `?` for one. The whole text must match.
bool glob_match(std::string_view glob, std::string_view text);

}  // namespace patrol::base
