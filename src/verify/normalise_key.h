// SPDX-License-Identifier: Apache-2.0
//
// Keys of many lines, taken out of the text they stand in.
#pragma once

#include <string>
#include <string_view>

namespace patrol::verify {

// True for text that begins as PEM, OpenPGP armour or a PuTTY file do.
bool is_key_file(std::string_view text);

// The key with one line a line: escaped line ends ("\n") are undone, and so
// are quotes, operators, indentation and comment marks around the lines. The
// same key gives the same text wherever it stands. What is not key material
// stays, so that an elided key is seen to be one.
std::string normalise_key(std::string_view text);

}  // namespace patrol::verify
