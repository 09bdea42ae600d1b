// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace patrol::base {

// " (did you mean 'x'?)" with the one of `known` that is nearest to `word`, by
// at most three letters added, dropped or changed; "" when none is so near.
std::string suggestion(std::string_view word,
                       const std::vector<std::string_view>& known);

}  // namespace patrol::base
