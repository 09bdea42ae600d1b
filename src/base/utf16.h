// SPDX-License-Identifier: Apache-2.0
//
// UTF-16 text, as Windows tools save it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol::base {

// The text as UTF-8 when `bytes` are UTF-16: by their byte order mark, or
// without one when nearly every second byte of the beginning is zero. Broken
// surrogates become U+FFFD, the mark is left out, a last odd byte is dropped.
std::optional<std::string> utf16_to_utf8(std::string_view bytes);

}  // namespace patrol::base
