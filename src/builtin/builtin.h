// SPDX-License-Identifier: Apache-2.0
//
// What the build embeds in the binary (cmake/Rules.cmake).
#pragma once

#include <string_view>

namespace patrol::builtin {

// Output of rules::serialise and match::Database::image.
std::string_view rules_bytes();
std::string_view database_bytes();
// The rule files, one after the other: name, '\0', text, '\0'.
std::string_view sources_bytes();

}  // namespace patrol::builtin
