// SPDX-License-Identifier: Apache-2.0
//
// What code scanning wants to know of a location's text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/finding.h"

namespace patrol::scan {

// The value of SARIF's `primaryLocationLineHash` for each line of `content`,
// as github/codeql-action computes it: a rolling hash over the 100 UTF-16
// units, blanks left out, that begin with the line, and how often the hash
// came before in the file. Only lines up to `last_line` (1-based) are told;
// element i is line i + 1, "" where a line has no hash.
std::vector<std::string> line_hashes(std::string_view content,
                                     std::uint32_t last_line);

// Fills line_hash and the UTF-16 columns from the bytes of the object.
void complete_for_sarif(std::string_view content, Location& location);

}  // namespace patrol::scan
