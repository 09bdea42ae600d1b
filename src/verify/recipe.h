// SPDX-License-Identifier: Apache-2.0
//
// Checks tokens by a table: a row says of what parts a token is made and what
// its CRC-32 covers. The built-in tables (checksum.cc) and the recipes of rule
// files are read by the same code.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/charset.h"
#include "model/verdict.h"
#include "verify/crc_tail.h"

namespace patrol::verify {

// What the CRC covers.
enum class Cover : std::uint8_t {
  body,        // between the prefix and the tail
  everything,  // prefix and body; never the separator before the tail
};

// Letters a prefix may go on with: "polar_" and "oat_". 0 to 0 = none.
struct Tag {
  std::size_t least = 0;
  std::size_t most = 0;
};

// prefix, tag, body, separator, tail: a token in this order.
struct Row {
  std::string_view prefix;
  base::Charset body;
  std::size_t least = 0;  // characters of the body
  std::size_t most = 0;
  Tail tail = Tail::base62;
  Cover cover = Cover::body;
  std::string_view kind = {};  // a fact; "" = none
  std::string_view separator = {};
  Tag tag = {};
  std::size_t zeros = 0;  // zero digits before the tail's usual ones
};

// The verdict by the first row whose checksum holds. Invalid if the token has
// the shape of a row and the checksum of none, or no row's shape.
Verdict check_rows(std::span<const Row> rows, std::string_view token);

}  // namespace patrol::verify
