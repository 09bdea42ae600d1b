// SPDX-License-Identifier: Apache-2.0
#include "filter/config.h"

#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>
#include <span>

#include "filter/characters.h"

namespace patrol::filter {
namespace {

using Strings = std::vector<std::string>;
using Keys = std::span<const std::string_view>;

// Where things go wrong: collects messages, so that one pass tells them all.
class Errors {
 public:
  explicit Errors(std::string_view file) : file_(file) {}

  void add(const toml::source_region& where, const std::string& message) {
    if (!text_.empty()) text_ += '\n';
    text_ += file_ + ":" + std::to_string(where.begin.line) + ":" +
             std::to_string(where.begin.column) + ": " + message;
  }
  bool empty() const { return text_.empty(); }
  absl::Status status() const { return absl::InvalidArgumentError(text_); }

 private:
  std::string file_;
  std::string text_;
};

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

// One letter wrong, missing, doubled, or a key cut short.
bool is_like(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  const auto [x, y] = std::ranges::mismatch(a, b);
  const auto head = static_cast<std::size_t>(x - a.begin());
  const std::string_view rest_a = a.substr(head), rest_b = b.substr(head);
  if (rest_a.empty()) return b.size() - a.size() <= 2;
  const bool one_more = b.size() == a.size() + 1;
  return rest_b.substr(1) == rest_a.substr(one_more ? 0 : 1);
}

std::string suggestion(std::string_view key, Keys known) {
  for (const std::string_view each : known) {
    if (is_like(key, each)) return " (did you mean " + quoted(each) + "?)";
  }
  return "";
}

void refuse_unknown_keys(const toml::table& table, Keys known,
                         const std::string& where, Errors& errors) {
  for (const auto& [key, node] : table) {
    if (std::ranges::find(known, key.str()) != known.end()) continue;
    errors.add(key.source(), "unknown key " + quoted(key.str()) + where +
                                 suggestion(key.str(), known));
  }
}

// The strings under `key`; `check` returns what is wrong with one, or "".
template <typename Check>
Strings read_strings(const toml::table& table, std::string_view key,
                     Errors& errors, Check check) {
  Strings values;
  const toml::node* node = table.get(key);
  if (!node) return values;
  const toml::array* array = node->as_array();
  if (!array) {
    errors.add(node->source(), quoted(key) + " must be a list of strings");
    return values;
  }
  if (array->empty()) errors.add(node->source(), quoted(key) + " is empty");
  for (const toml::node& each : *array) {
    const auto* value = each.as_string();
    const std::string wrong = !value                 ? "not a string"
                              : value->get().empty() ? "empty"
                                                     : check(value->get());
    if (!wrong.empty()) errors.add(each.source(), quoted(key) + ": " + wrong);
    if (value) values.push_back(value->get());
  }
  return values;
}

std::string accept(const std::string&) { return ""; }

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

std::string check_commit(const std::string& text) {
  const bool fine = text.size() >= 7 && text.size() <= 64 && is_hex(text);
  return fine ? "" : quoted(text) + " is not a commit: 7 to 64 hex digits";
}

std::string check_fingerprint(const std::string& text) {
  const bool fine = text.size() == 32 && is_hex(text);
  return fine ? "" : quoted(text) + " is not a fingerprint: 32 hex digits";
}

std::string check_regex(const std::string& text) {
  const std::string error = regex_error(text);
  return error.empty() ? "" : quoted(text) + ": " + error;
}

Strings lowered(Strings values) {
  for (std::string& value : values) {
    std::ranges::transform(value, value.begin(), to_lower);
  }
  return values;
}

RegexSet read_regexes(const toml::table& table, std::string_view key,
                      Errors& errors) {
  const Strings patterns = read_strings(table, key, errors, check_regex);
  if (!errors.empty()) return {};  // nothing will be returned anyway
  absl::StatusOr<RegexSet> set = RegexSet::compile(patterns);
  if (set.ok()) return *std::move(set);
  errors.add(table.get(key)->source(),
             quoted(key) + ": " + std::string(set.status().message()));
  return {};
}

// A string that is not empty; "" and an error otherwise.
std::string read_string(const toml::node& node, std::string_view key,
                        Errors& errors) {
  const auto* value = node.as_string();
  if (value && !trim(value->get()).empty()) return value->get();
  errors.add(node.source(),
             quoted(key) + (value ? " is empty" : " must be a string"));
  return "";
}

constexpr std::string_view kTopKeys[] = {"scan", "allowlist"};
constexpr std::string_view kScanKeys[] = {"max_size", "exclude",
                                          "disable_rules", "fail_on"};
constexpr std::string_view kEntryKeys[] = {
    "description", "rules",   "paths",       "regexes",
    "stopwords",   "commits", "fingerprints"};

AllowlistEntry read_entry(const toml::table& table, Errors& errors) {
  refuse_unknown_keys(table, kEntryKeys, " in [[allowlist]]", errors);
  AllowlistEntry entry;
  if (const toml::node* node = table.get("description")) {
    entry.description = read_string(*node, "description", errors);
  } else {
    errors.add(table.source(), "'description' is missing: say why");
  }
  const bool any_criterion = std::ranges::any_of(kEntryKeys, [&](auto key) {
    return key != "description" && table.contains(key);
  });
  if (!any_criterion) {
    errors.add(table.source(),
               "the entry has no criterion and would allow all");
  }
  entry.rules = read_strings(table, "rules", errors, accept);
  entry.stopwords = lowered(read_strings(table, "stopwords", errors, accept));
  entry.commits = lowered(read_strings(table, "commits", errors, check_commit));
  entry.fingerprints =
      lowered(read_strings(table, "fingerprints", errors, check_fingerprint));
  entry.paths = read_regexes(table, "paths", errors);
  entry.regexes = read_regexes(table, "regexes", errors);
  return entry;
}

Allowlist read_allowlist(const toml::node* node, Errors& errors) {
  if (!node) return {};
  std::vector<AllowlistEntry> entries;
  const toml::array* array = node->as_array();
  if (!array || !array->is_homogeneous<toml::table>()) {
    errors.add(node->source(), "write [[allowlist]] here");
    return {};
  }
  for (const toml::node& each : *array) {
    entries.push_back(read_entry(*each.as_table(), errors));
  }
  return Allowlist(std::move(entries));
}

std::optional<std::uint64_t> read_max_size(const toml::node& node,
                                           Errors& errors) {
  std::optional<std::uint64_t> size;
  if (const auto* text = node.as_string()) size = parse_size(text->get());
  if (const auto* number = node.as_integer(); number && number->get() > 0) {
    size = static_cast<std::uint64_t>(number->get());
  }
  if (!size) {
    errors.add(node.source(),
               "'max_size' must be a size, such as 1000000 or \"10M\"");
  }
  return size;
}

std::optional<FailOn> read_fail_on(const toml::node& node, Errors& errors) {
  constexpr std::string_view kNames[] = {"low", "medium", "high", "critical",
                                         "valid"};
  const auto* text = node.as_string();
  const auto name =
      text ? std::ranges::find(kNames, text->get()) : std::end(kNames);
  if (name != std::end(kNames)) {
    return static_cast<FailOn>(name - std::begin(kNames));
  }
  errors.add(node.source(),
             "'fail_on' must be one of low, medium, high, critical, valid");
  return std::nullopt;
}

ScanConfig read_scan(const toml::node* node, Errors& errors) {
  ScanConfig scan;
  if (!node) return scan;
  const toml::table* table = node->as_table();
  if (!table) {
    errors.add(node->source(), "write [scan] here");
    return scan;
  }
  refuse_unknown_keys(*table, kScanKeys, " in [scan]", errors);
  scan.exclude = read_strings(*table, "exclude", errors, accept);
  scan.disable_rules = read_strings(*table, "disable_rules", errors, accept);
  if (const toml::node* size = table->get("max_size")) {
    scan.max_size = read_max_size(*size, errors);
  }
  if (const toml::node* fail_on = table->get("fail_on")) {
    scan.fail_on = read_fail_on(*fail_on, errors);
  }
  return scan;
}

absl::StatusOr<Config> read_config(const toml::table& table,
                                   std::string_view file) {
  Errors errors(file);
  refuse_unknown_keys(table, kTopKeys, "", errors);
  Config config;
  config.scan = read_scan(table.get("scan"), errors);
  config.allowlist = read_allowlist(table.get("allowlist"), errors);
  if (!errors.empty()) return errors.status();
  return config;
}

}  // namespace

std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || value == 0) return std::nullopt;
  if (rest == end) return value;
  constexpr std::string_view kUnits = "kmg";
  const std::size_t unit = kUnits.find(to_lower(*rest));
  if (unit == kUnits.npos || rest + 1 != end) return std::nullopt;
  const auto shift = static_cast<unsigned>(10 * (unit + 1));
  if (value > std::numeric_limits<std::uint64_t>::max() >> shift) {
    return std::nullopt;
  }
  return value << shift;
}

absl::StatusOr<Config> parse_config(std::string_view text,
                                    std::string_view file) {
  try {
    return read_config(toml::parse(text, std::string(file)), file);
  } catch (const toml::parse_error& error) {
    Errors errors(file);
    errors.add(error.source(), std::string(error.description()));
    return errors.status();
  }
}

}  // namespace patrol::filter
