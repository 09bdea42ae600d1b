// SPDX-License-Identifier: Apache-2.0
//
// The textual encoding of RFC 7468 and of its forerunner, RFC 1421.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol::verify {

struct Pem {
  std::string_view label;    // "RSA PRIVATE KEY"
  std::string_view headers;  // lines "Name: value" before the body; may be ""
  std::string bytes;         // the decoded body
};

inline constexpr std::size_t kMaxKeySize = 64 << 10;

// The first block of `text`; nullopt if a line is missing, the end has another
// label, the body is not canonical base64, or the text is longer than
// kMaxKeySize.
std::optional<Pem> parse_pem(std::string_view text);

// `text` without white space.
std::string without_space(std::string_view text);

// The bytes of `text` in the standard alphabet of base64 only, canonical and
// not empty; white space does not count.
std::optional<std::string> decode_body(std::string_view text);

// The value of the line "name: value" of `headers`, or "".
std::string_view header_value(std::string_view headers, std::string_view name);

}  // namespace patrol::verify
