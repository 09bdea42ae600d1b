// SPDX-License-Identifier: Apache-2.0
//
// What a private key must satisfy. Numbers are big-endian bytes of untrusted
// origin; sizes are bounded before any arithmetic.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol::verify {

struct RsaNumbers {
  std::string_view n, e, d, p, q;
};

// n = p*q, and e*d = 1 modulo p-1 and modulo q-1. False for more than 16384
// bits.
bool rsa_holds(const RsaNumbers& numbers);

// Bits of a big-endian number.
int bit_length(std::string_view number);

// The public half of a seed of 32 bytes; nullopt for any other size.
std::optional<std::string> ed25519_public(std::string_view seed);

// d*G on a curve of OpenSSL's short names ("prime256v1"), uncompressed (0x04,
// x, y); nullopt for an unknown curve or a scalar out of range.
std::optional<std::string> ec_public(const char* curve,
                                     std::string_view scalar);

}  // namespace patrol::verify
