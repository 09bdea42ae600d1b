// SPDX-License-Identifier: Apache-2.0
//
// A fast 64-bit hash for tables and cache keys. Not for adversaries.
#pragma once

#include <cstdint>
#include <string_view>

namespace patrol::base {

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);

}  // namespace patrol::base
