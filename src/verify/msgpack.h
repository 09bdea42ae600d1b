// SPDX-License-Identifier: Apache-2.0
//
// MessagePack (github.com/msgpack/msgpack, spec.md), enough to see whether a
// token is a whole array.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace patrol::verify {

// The elements of the array that begins `bytes`, each as its bytes; nullopt if
// there is none, it is cut short, or something in it is nested deeper than 24.
// Bytes after the array are ignored.
std::optional<std::vector<std::string_view>> parse_msgpack_array(
    std::string_view bytes);

// The contents of a string or a binary value; "" for other values.
std::string_view msgpack_text(std::string_view value);

}  // namespace patrol::verify
