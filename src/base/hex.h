// SPDX-License-Identifier: Apache-2.0
//
// Hexadecimal text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol::base {

// Lower-case hex digits of `bytes`.
std::string encode_hex(std::string_view bytes);

// The bytes of `text`, digits of either case; nullopt for an odd length or any
// other character.
std::optional<std::string> decode_hex(std::string_view text);

}  // namespace patrol::base
