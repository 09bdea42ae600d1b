// SPDX-License-Identifier: Apache-2.0
//
// A regular expression as a tree, to ask what its matches look like. Reads the
// dialect that RE2 and Hyperscan share, over bytes.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace patrol::base {

struct Expression {
  enum class Kind : std::uint8_t {
    bytes,         // one byte out of `bytes`
    nothing,       // of no width: empty, or a test of the place, such as \b
    sequence,      // of `parts`
    alternatives,  // one of `parts`
    repeat,        // the one part, `least` to `most` times
  };
  static constexpr std::uint32_t kEndless = UINT32_MAX;

  Kind kind = Kind::nothing;
  std::bitset<256> bytes{};
  std::vector<Expression> parts{};
  std::uint32_t least = 1, most = 1;
};

// None for what is not understood: an error, classes of Unicode, a `^` or `$`
// at line feeds.
std::optional<Expression> read_expression(std::string_view text);

// The parts of a sequence, those of sequences in it in their place.
std::vector<const Expression*> elements(const Expression& expression);

}  // namespace patrol::base
