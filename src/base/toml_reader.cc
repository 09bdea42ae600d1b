// SPDX-License-Identifier: Apache-2.0
#include "base/toml_reader.h"

#include "base/suggestion.h"

namespace patrol::base {
namespace {

std::string at(std::string_view file, const toml::source_position& position) {
  return std::string(file) + ":" + std::to_string(position.line) + ":" +
         std::to_string(position.column) + ": ";
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

}  // namespace

absl::StatusOr<toml::table> parse_toml(std::string_view text,
                                       std::string_view file) {
  try {
    return toml::parse(text, std::string(file));
  } catch (const toml::parse_error& error) {
    return absl::InvalidArgumentError(at(file, error.source().begin) +
                                      std::string(error.description()));
  }
}

absl::Status TomlErrors::status() const {
  if (messages_.empty()) return absl::OkStatus();
  std::string all;
  for (const std::string& message : messages_) {
    if (!all.empty()) all += '\n';
    all += message;
  }
  return absl::InvalidArgumentError(all);
}

TomlReader::TomlReader(const toml::table& table, std::string file,
                       TomlErrors& errors)
    : table_(&table), file_(std::move(file)), errors_(&errors) {}

TomlReader::TomlReader(const toml::table& table, const TomlReader& parent,
                       std::string name)
    : table_(&table),
      file_(parent.file_),
      name_(std::move(name)),
      errors_(parent.errors_) {}

std::string TomlReader::below(std::string_view key) const {
  return name_.empty() ? std::string(key) : name_ + "." + std::string(key);
}

std::uint32_t TomlReader::line() const { return table_->source().begin.line; }

toml::source_position TomlReader::place_of(std::string_view key) const {
  const toml::node* node = table_->get(key);
  return (node ? node->source() : table_->source()).begin;
}

const toml::node* TomlReader::find(std::string_view key) {
  asked_.emplace(key);
  return table_->get(key);
}

std::string TomlReader::required(std::string_view key) {
  std::string value = optional(key);
  if (!has(key)) fail("'" + std::string(key) + "' is missing");
  return value;
}

std::string TomlReader::optional(std::string_view key,
                                 std::string_view fallback) {
  const toml::node* node = find(key);
  if (!node) return std::string(fallback);
  if (!node->is_string()) {
    fail_at(node->source(), "'" + std::string(key) + "' must be a string");
    return "";
  }
  if (is_blank(node->as_string()->get())) {
    fail_at(node->source(), "'" + std::string(key) + "' is empty");
  }
  return node->as_string()->get();
}

double TomlReader::number(std::string_view key, double fallback) {
  const toml::node* node = find(key);
  if (!node) return fallback;
  if (!node->is_number()) {
    fail_at(node->source(), "'" + std::string(key) + "' must be a number");
  }
  return node->value_or(fallback);
}

bool TomlReader::flag(std::string_view key) {
  const toml::node* node = find(key);
  if (node && !node->is_boolean()) {
    fail_at(node->source(), "'" + std::string(key) + "' must be true or false");
  }
  return node && node->value_or(false);
}

std::vector<std::string> TomlReader::strings(std::string_view key,
                                             const Check& check) {
  const toml::node* node = find(key);
  std::vector<std::string> values;
  if (!node) return values;
  const std::string shown = "'" + std::string(key) + "'";
  const toml::array* array = node->as_array();
  if (!array) fail_at(node->source(), shown + " must be a list of strings");
  if (!array) return values;
  if (array->empty()) fail_at(node->source(), shown + " is empty");
  for (const toml::node& each : *array) {
    const auto* value = each.as_string();
    const std::string wrong = !value                  ? "not a string"
                              : is_blank(value->get()) ? "empty"
                              : check                  ? check(value->get())
                                                       : "";
    if (!wrong.empty()) fail_at(each.source(), shown + ": " + wrong);
    if (value) values.push_back(value->get());
  }
  return values;
}

std::string TomlReader::text(std::string_view key) {
  const toml::node* node = find(key);
  if (!node) return "";
  if (const auto* number = node->as_integer()) {
    return std::to_string(number->get());
  }
  return node->value_or(std::string());
}

std::size_t TomlReader::choice(std::string_view key,
                               std::span<const char* const> choices,
                               int fallback) {
  if (fallback >= 0 && !table_->contains(key)) {
    asked_.emplace(key);
    return static_cast<std::size_t>(fallback);
  }
  const std::string value = required(key);
  std::string known;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (value == choices[i]) return i;
    if (*choices[i])
      known += (known.empty() ? "" : ", ") + std::string(choices[i]);
  }
  if (const toml::node* node = find(key); node && !value.empty()) {
    fail_at(node->source(), "'" + std::string(key) + "' must be one of " +
                                known + ", not '" + value + "'");
  }
  return 0;
}

std::vector<TomlReader> TomlReader::tables(std::string_view key) {
  std::vector<TomlReader> readers;
  const toml::node* node = find(key);
  if (!node) return readers;
  const toml::array* array = node->as_array();
  if (!array || !array->is_homogeneous<toml::table>()) {
    fail_at(node->source(), "write [[" + std::string(key) + "]] here");
    return readers;
  }
  for (const toml::node& each : *array) {
    readers.push_back(TomlReader(*each.as_table(), *this, below(key)));
    readers.back().listed_ = true;
  }
  return readers;
}

std::optional<TomlReader> TomlReader::table(std::string_view key) {
  const toml::node* node = find(key);
  if (!node) return std::nullopt;
  if (const auto* table = node->as_table()) {
    return TomlReader(*table, *this, below(key));
  }
  fail_at(node->source(), "write [" + std::string(key) + "] here");
  return std::nullopt;
}

void TomlReader::fail(std::string_view message) {
  fail_at(table_->source(), message);
}

void TomlReader::fail(std::string_view key, std::string_view message) {
  fail_at(table_->get(key)->source(),
          "'" + std::string(key) + "' " + std::string(message));
}

void TomlReader::fail_at(const toml::source_region& where,
                         std::string_view message, std::string_view hint) {
  const std::string in = name_.empty() ? ""
                         : listed_     ? " in [[" + name_ + "]]"
                                       : " in [" + name_ + "]";
  errors_->add(at(file_, where.begin) + std::string(message) + in +
               std::string(hint));
}

void TomlReader::finish() {
  for (const auto& [key, node] : *table_) {
    if (asked_.contains(key.str())) continue;
    fail_at(key.source(), "unknown key '" + std::string(key.str()) + "'",
            suggestion(key.str(), {asked_.begin(), asked_.end()}));
  }
}

}  // namespace patrol::base
