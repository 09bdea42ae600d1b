// SPDX-License-Identifier: Apache-2.0
//
// Reads one TOML table key by key, remembers which keys were asked for, and
// collects every error with file, line and column. An absent or ill-typed
// value reads as empty, so that one pass reports all errors of a file.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace patrol::base {

// The table of a document, or "file:line:column: what is wrong".
absl::StatusOr<toml::table> parse_toml(std::string_view text,
                                       std::string_view file);

class TomlErrors {
 public:
  void add(std::string message) { messages_.push_back(std::move(message)); }
  bool empty() const { return messages_.empty(); }
  // OK, or the messages one a line.
  absl::Status status() const;

 private:
  std::vector<std::string> messages_;
};

class TomlReader {
 public:
  // The top of a document. `table` and `errors` must outlive the reader.
  TomlReader(const toml::table& table, std::string file, TomlErrors& errors);

  const std::string& file() const { return file_; }
  std::uint32_t line() const;  // 1-based
  // Where the value of a key begins; of the table when there is none.
  toml::source_position place_of(std::string_view key) const;

  std::string required(std::string_view key);
  std::string optional(std::string_view key, std::string_view fallback = "");
  double number(std::string_view key, double fallback);
  bool flag(std::string_view key);
  // What is wrong with a value, or "".
  using Check = std::function<std::string(const std::string& value)>;
  // A list of strings, none empty; `check` is asked of each.
  std::vector<std::string> strings(std::string_view key,
                                   const Check& check = nullptr);
  // A string, or an integer in decimal; the others of its kind stay texts.
  std::string text(std::string_view key);
  // Index of the value in `choices`; the key is required without `fallback`.
  std::size_t choice(std::string_view key, std::span<const char* const> choices,
                     int fallback = -1);
  std::vector<TomlReader> tables(std::string_view key);  // [[key]]
  std::optional<TomlReader> table(std::string_view key);  // [key]

  bool has(std::string_view key) const { return table_->contains(key); }
  // An error at the table itself, or at the value of a key.
  void fail(std::string_view message);
  void fail(std::string_view key, std::string_view message);
  // Reports the keys that nobody asked for. Call last.
  void finish();

 private:
  TomlReader(const toml::table& table, const TomlReader& parent,
             std::string name);
  std::string below(std::string_view key) const;
  const toml::node* find(std::string_view key);
  void fail_at(const toml::source_region& where, std::string_view message,
               std::string_view hint = "");

  const toml::table* table_;
  std::string file_;
  std::string name_;  // dotted; "" at the top
  bool listed_ = false;  // one of [[name]]
  TomlErrors* errors_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace patrol::base
