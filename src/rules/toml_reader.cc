// SPDX-License-Identifier: Apache-2.0
#include "rules/toml_reader.h"

#include <algorithm>
#include <numeric>

namespace patrol::rules {
namespace {

std::string at(std::string_view file, const toml::source_position& position) {
  return std::string(file) + ":" + std::to_string(position.line) + ":" +
         std::to_string(position.column) + ": ";
}

// Levenshtein distance.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

std::string suggestion(std::string_view key,
                       const std::set<std::string, std::less<>>& known) {
  auto nearer = [&](const auto& a, const auto& b) {
    return edit_distance(key, a) < edit_distance(key, b);
  };
  auto best = std::min_element(known.begin(), known.end(), nearer);
  if (best == known.end() || edit_distance(key, *best) > 3) return "";
  return " (did you mean '" + *best + "'?)";
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
                       std::string name, TomlErrors& errors)
    : table_(&table),
      file_(std::move(file)),
      name_(std::move(name)),
      errors_(&errors) {}

std::uint32_t TomlReader::line() const { return table_->source().begin.line; }

const toml::node* TomlReader::find(std::string_view key) {
  asked_.emplace(key);
  return table_->get(key);
}

std::string TomlReader::required(std::string_view key) {
  std::string value = optional(key);
  if (value.empty() && !table_->contains(key)) {
    fail("'" + std::string(key) + "' is missing");
  }
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
  if (node->as_string()->get().empty()) {
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

std::vector<std::string> TomlReader::strings(std::string_view key) {
  const toml::node* node = find(key);
  std::vector<std::string> values;
  if (!node) return values;
  const toml::array* array = node->as_array();
  if (!array || !array->is_homogeneous<std::string>()) {
    fail_at(node->source(),
            "'" + std::string(key) + "' must be a list of strings");
    return values;
  }
  for (const toml::node& each : *array) {
    values.push_back(each.as_string()->get());
  }
  return values;
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
  const std::string name =
      name_.empty() ? std::string(key) : name_ + "." + std::string(key);
  for (const toml::node& each : *array) {
    readers.emplace_back(*each.as_table(), file_, name, *errors_);
  }
  return readers;
}

void TomlReader::fail(std::string_view message) {
  fail_at(table_->source(), message);
}

void TomlReader::fail_at(const toml::source_region& where,
                         std::string_view message) {
  const std::string in = name_.empty() ? "" : " in [[" + name_ + "]]";
  errors_->add(at(file_, where.begin) + std::string(message) + in);
}

void TomlReader::finish() {
  for (const auto& [key, node] : *table_) {
    if (asked_.contains(key.str())) continue;
    fail_at(key.source(), "unknown key '" + std::string(key.str()) + "'" +
                              suggestion(key.str(), asked_));
  }
}

}  // namespace patrol::rules
