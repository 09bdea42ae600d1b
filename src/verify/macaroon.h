// SPDX-License-Identifier: Apache-2.0
//
// Macaroons in the binary format, version 2 (libmacaroons,
// doc/format.txt).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace patrol::verify {

// Views into the bytes that were parsed.
struct Macaroon {
  std::string_view location;
  std::string_view identifier;
  std::vector<std::string_view> caveats;  // their identifiers
};

// nullopt unless `bytes` are one whole macaroon with a signature of 32 bytes
// and nothing after it.
std::optional<Macaroon> parse_macaroon(std::string_view bytes);

}  // namespace patrol::verify
