// SPDX-License-Identifier: Apache-2.0
#include "filter/config.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/toml_reader.h"
#include "filter/characters.h"

namespace patrol::filter {
namespace {

using base::TomlReader;
using Strings = std::vector<std::string>;

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

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

// Sets are compiled only when every pattern can be: the errors are told then.
RegexSet read_regexes(TomlReader& reader, std::string_view key) {
  const Strings patterns = reader.strings(key, check_regex);
  if (!std::ranges::all_of(patterns, [](const std::string& pattern) {
        return regex_error(pattern).empty();
      })) {
    return {};
  }
  absl::StatusOr<RegexSet> set = RegexSet::compile(patterns);
  if (set.ok()) return *std::move(set);
  reader.fail(key, std::string(set.status().message()));
  return {};
}

AllowlistEntry read_entry(TomlReader& reader, const CheckId& check_id) {
  constexpr std::string_view kCriteria[] = {"rules",     "paths",
                                            "regexes",   "stopwords",
                                            "commits",   "fingerprints"};
  AllowlistEntry entry;
  entry.description = reader.optional("description");
  if (!reader.has("description")) {
    reader.fail("'description' is missing: say why");
  }
  if (std::ranges::none_of(kCriteria,
                           [&](auto key) { return reader.has(key); })) {
    reader.fail("the entry has no criterion and would allow all");
  }
  entry.rules = reader.strings("rules", check_id);
  entry.stopwords = lowered(reader.strings("stopwords"));
  entry.commits = lowered(reader.strings("commits", check_commit));
  entry.fingerprints =
      lowered(reader.strings("fingerprints", check_fingerprint));
  entry.paths = read_regexes(reader, "paths");
  entry.regexes = read_regexes(reader, "regexes");
  reader.finish();
  return entry;
}

ScanConfig read_scan(TomlReader& reader, const CheckId& check_id) {
  constexpr const char* kNames[] = {"low", "medium", "high", "critical",
                                    "valid"};
  ScanConfig scan;
  scan.exclude = reader.strings("exclude");
  scan.disable_rules = reader.strings("disable_rules", check_id);
  scan.max_size = parse_size(reader.text("max_size"));
  if (reader.has("max_size") && !scan.max_size) {
    reader.fail("max_size", "must be a size, such as 1000000 or \"10M\"");
  }
  if (reader.has("fail_on")) {
    scan.fail_on = static_cast<FailOn>(reader.choice("fail_on", kNames));
  }
  reader.finish();
  return scan;
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
                                    std::string_view file,
                                    const CheckId& check_id) {
  const auto table = base::parse_toml(text, file);
  if (!table.ok()) return table.status();
  base::TomlErrors errors;
  TomlReader top(*table, std::string(file), errors);
  Config config;
  if (auto scan = top.table("scan")) config.scan = read_scan(*scan, check_id);
  std::vector<AllowlistEntry> entries;
  for (TomlReader& each : top.tables("allowlist")) {
    entries.push_back(read_entry(each, check_id));
  }
  config.allowlist = Allowlist(std::move(entries));
  top.finish();
  if (!errors.empty()) return errors.status();
  return config;
}

}  // namespace patrol::filter
