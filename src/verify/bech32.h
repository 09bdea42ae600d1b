// SPDX-License-Identifier: Apache-2.0
//
// Bech32 (BIP-173): a human-readable part, '1', data in base 32 and a
// checksum of six characters over all of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol::verify {

struct Bech32 {
  std::string prefix;  // the human-readable part, lower case
  std::string bytes;
};

// The parts of `text`; nullopt for mixed case, a character that is no digit, a
// wrong checksum or padding, or more than 1023 characters (BIP-173's 90 do not
// hold for age's plugins).
std::optional<Bech32> decode_bech32(std::string_view text);

}  // namespace patrol::verify
