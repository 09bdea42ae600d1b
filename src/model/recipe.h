// SPDX-License-Identifier: Apache-2.0
//
// How the tokens of an issuer carry the CRC-32 of their own text: prefix, body,
// separator, tail. A rule file can bring recipes of its own ([[verifier]]).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/charset.h"

namespace patrol {

// How a CRC-32 is written.
enum class TailForm : std::uint8_t {
  base62,              // 6 digits 0-9A-Za-z
  base62_lower_first,  // 6 digits 0-9a-zA-Z
  base36,              // 7 digits 0-9a-z
  base36_first_six,    // at least 6 digits, of which the first 6
  decimal,             // 10 digits
  hex,                 // 8 digits, lower case, most significant byte first
  hex_upper,           // the same in upper case
  hex_little_endian,   // 8 digits, lower case, least significant byte first
  hex_upper_little_endian,
  base64_little_endian,  // the 4 bytes in base64, unpadded
  base64_big_endian,
};

struct Recipe {
  std::string id;  // that rules of the same file name
  std::string prefix;
  base::Charset body = base::kAlnum;
  std::uint32_t least = 0;  // characters of the body
  std::uint32_t most = 0;
  std::string separator;  // between body and tail; never covered
  TailForm tail = TailForm::base62;
  std::uint32_t zeros = 0;  // zero digits before the tail's usual ones
  bool covers_prefix = false;
  std::string kind;  // a fact; "" = none
};

}  // namespace patrol
