// SPDX-License-Identifier: Apache-2.0
#include "verify/json.h"

#include <cmath>

#include "base/base64.h"

namespace patrol::verify {
namespace {

// Counts brackets outside of strings, before any parser builds a tree.
bool too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxJsonDepth) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

const nlohmann::json* value_at(const nlohmann::json& object,
                               std::string_view key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

}  // namespace

std::optional<nlohmann::json> parse_object(std::string_view text) {
  if (text.size() > kMaxJsonSize || too_deep(text)) return std::nullopt;
  nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
  if (!value.is_object()) return std::nullopt;
  return value;
}

bool is_json(std::string_view text) {
  return text.size() <= kMaxJsonSize && !too_deep(text) &&
         nlohmann::json::accept(text);
}

std::optional<nlohmann::json> parse_base64_object(std::string_view text) {
  if (text.size() / 4 * 3 > kMaxJsonSize) return std::nullopt;
  const auto bytes = base::decode_base64(text);
  if (!bytes) return std::nullopt;
  return parse_object(*bytes);
}

std::string string_at(const nlohmann::json& object, std::string_view key) {
  const nlohmann::json* value = value_at(object, key);
  if (value == nullptr || !value->is_string()) return "";
  return value->get_ref<const std::string&>();
}

std::optional<std::int64_t> integer_at(const nlohmann::json& object,
                                       std::string_view key) {
  const nlohmann::json* value = value_at(object, key);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  constexpr double kLimit = 9.0e15;  // doubles are exact up to 2^53
  const double number = std::floor(value->get<double>());
  if (!(number > -kLimit && number < kLimit)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

const nlohmann::json& object_at(const nlohmann::json& object,
                                std::string_view key) {
  static const nlohmann::json kEmpty = nlohmann::json::object();
  const nlohmann::json* value = value_at(object, key);
  return value != nullptr && value->is_object() ? *value : kEmpty;
}

}  // namespace patrol::verify
