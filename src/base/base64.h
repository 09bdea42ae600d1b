// SPDX-License-Identifier: Apache-2.0
//
// Base64 of RFC 4648, both alphabets.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol::base {

// What the unused low bits of the last character may be. Encoders leave them
// zero ("canonical"), so other values betray an invented token.
enum class Base64Tail { canonical, any };

// The bytes of `text`, in the standard or the URL alphabet, with up to two
// padding characters at the end or none. nullopt for anything else: no white
// space, no padding inside.
std::optional<std::string> decode_base64(
    std::string_view text, Base64Tail tail = Base64Tail::canonical);

// Standard alphabet, padded.
std::string encode_base64(std::string_view bytes);

// URL alphabet, not padded.
std::string encode_base64url(std::string_view bytes);

}  // namespace patrol::base
