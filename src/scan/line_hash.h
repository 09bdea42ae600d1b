// SPDX-License-Identifier: Apache-2.0
//
// What code scanning wants to know of a location's text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/finding.h"

namespace patrol::scan {

// The value of SARIF's `primaryLocationLineHash` for a line (1-based) of
// `content`, as github/codeql-action computes it: a rolling hash over the 100
// UTF-16 units, blanks left out, that begin with the line, and how often the
// hash came in the file so far. "": there is no such line.
std::string line_hash(std::string_view content, std::uint32_t line);

// Fills line_hash and the UTF-16 columns from the bytes of the object.
void complete_for_sarif(std::string_view content, Location& location);

}  // namespace patrol::scan
