// SPDX-License-Identifier: Apache-2.0
//
// Tokens of every kind that a verifier knows, minted at run time: nobody's, and
// fresh in every run. The alphabets and shapes are written out here once more,
// so that a mistake in the verifiers' tables shows.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "support/random.h"

namespace patrol::test {

inline const std::string kDigits = "0123456789";
inline const std::string kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
inline const std::string kLower = "abcdefghijklmnopqrstuvwxyz";
inline const std::string kUpperFirst = kDigits + kUpper + kLower;
inline const std::string kLowerFirst = kDigits + kLower + kUpper;
inline const std::string kHex = "0123456789abcdef";
inline const std::string kUrl64 = kUpper + kLower + kDigits + "-_";
inline const std::string kBase64 = kUpper + kLower + kDigits + "+/";

// `value` in the digits of `alphabet`, padded to `width`.
std::string write(std::uint64_t value, const std::string& alphabet,
                  std::size_t width);

// How an issuer writes a CRC-32.
using Tail = std::function<std::string(std::uint32_t)>;
Tail digits_of(const std::string& alphabet, std::size_t width);
extern const Tail kBase62, kBase62Lower, kHexTail, kHexUpper;

// prefix, body, separator, tail of CRC-32.
std::string with_crc(const std::string& prefix, const std::string& body,
                     const Tail& tail, bool covers_prefix,
                     const std::string& separator = "");
// With a body of letters and digits.
std::string alnum_crc(Random& random, const std::string& prefix,
                      std::size_t size, bool covers_prefix = false,
                      const Tail& tail = kBase62);

// A token, and the text around it that its verifier joins it with.
struct Minted {
  Minted(std::string text) : token(std::move(text)) {}
  Minted(std::string text, std::string around)
      : token(std::move(text)), context(std::move(around)) {}
  std::string token;
  std::string context;
};

struct Mint {
  const char* verifier;
  std::function<Minted(Random&)> mint;
  // Characters at the end and at the beginning that the proof does not cover,
  // and that may be others: the kind in a prefix, a random end.
  std::size_t uncovered = 0;
  std::size_t head = 0;
};

std::vector<Mint> checksum_mints();   // CRC, Marvin32, SHA-256 over text
std::vector<Mint> encoded_mints();    // bech32, base58, words, keys
std::vector<Mint> structure_mints();  // shapes and messages
std::vector<Mint> all_mints();

}  // namespace patrol::test
