// SPDX-License-Identifier: Apache-2.0
//
// JSON web tokens (RFC 7519) in the compact form of RFC 7515.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "model/verdict.h"

namespace patrol::verify {

struct Jwt {
  nlohmann::json header;
  nlohmann::json claims;
  std::string_view signed_part;  // header and claims as written
  std::string signature;
  std::string algorithm;  // "alg"
};

// The token that `text` writes: three parts of canonical base64url, of which
// two are JSON objects and the header names an algorithm. The signature is not
// checked, not even its size.
std::optional<Jwt> parse_jwt(std::string_view text);

// Adds the facts "issued" and "expires" of the claims, and marks what has
// expired at `now`; nothing expires at 0.
void add_times(const Jwt& token, std::int64_t now, Verdict& verdict);

}  // namespace patrol::verify
