// SPDX-License-Identifier: Apache-2.0
//
// The ways in which issuers write a CRC-32 at the end of a token.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "model/recipe.h"

namespace patrol::verify {

using Tail = TailForm;

struct TailText {
  std::array<char, 10> chars{};
  std::size_t size = 0;
  std::string_view view() const { return {chars.data(), size}; }
};

// Characters of a tail.
std::size_t tail_width(Tail tail);

// `crc` as `tail` writes it.
TailText write_tail(Tail tail, std::uint32_t crc);

}  // namespace patrol::verify
