// SPDX-License-Identifier: Apache-2.0
//
// What a path says about a secret that stands there. Only a hint: real tokens
// are found in tests and in documentation, too, so nothing is hidden for it.
#pragma once

#include <string_view>
#include <vector>

#include "model/finding.h"

namespace patrol::scan {

// "test", "documentation", "example", "vendor" or "lock-file"; "" = nothing.
std::string_view path_hint(std::string_view path);

// Gives a hint to findings all of whose places have one: the first place's.
void add_path_hints(std::vector<Finding>& findings);

}  // namespace patrol::scan
