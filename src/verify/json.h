// SPDX-License-Identifier: Apache-2.0
//
// JSON from an untrusted token: bounded, and without exceptions.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace patrol::verify {

inline constexpr std::size_t kMaxJsonSize = 64 << 10;
inline constexpr int kMaxJsonDepth = 32;

// The object that `text` writes; nullopt if it is no JSON, no object, larger
// than kMaxJsonSize or nested deeper than kMaxJsonDepth.
std::optional<nlohmann::json> parse_object(std::string_view text);

// True if `text` is JSON of any kind, within the same bounds.
bool is_json(std::string_view text);

// As parse_object, for base64 or base64url text with a canonical tail.
std::optional<nlohmann::json> parse_base64_object(std::string_view text);

// The string at `key`; "" if there is none.
std::string string_at(const nlohmann::json& object, std::string_view key);

// The number at `key`, rounded down; nullopt if there is none or it does not
// fit.
std::optional<std::int64_t> integer_at(const nlohmann::json& object,
                                       std::string_view key);

// The object at `key`, or an empty one.
const nlohmann::json& object_at(const nlohmann::json& object,
                                std::string_view key);

}  // namespace patrol::verify
