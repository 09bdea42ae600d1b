// SPDX-License-Identifier: Apache-2.0
#include "rules/loader.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

#include "base/toml_reader.h"
#include "rules/assignment.h"
#include "rules/recipe_reader.h"

namespace patrol::rules {
namespace {

constexpr std::string_view kMark = "\xC2\xB7";  // U+00B7

std::string remove_marks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (text.substr(i, kMark.size()) == kMark) {
      i += kMark.size();
    } else {
      out += text[i++];
    }
  }
  return out;
}

constexpr std::array kSeverities = {"low", "medium", "high", "critical"};
constexpr std::array kConfidences = {"low", "medium", "high"};
constexpr std::array kProofs = {"none", "valid", "invalid"};
constexpr std::array kLabels = {"", "known_example", "canary", "expired"};

bool is_rule_id(std::string_view id) {
  auto ok = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !id.empty() && id.front() != '-' && id.back() != '-' &&
         std::all_of(id.begin(), id.end(), ok);
}

// What the top of a file says for all its rules.
struct FileDefaults {
  std::string provider, name, revoke, rotate, page;
};

void check_page(base::TomlReader& reader, const std::string& page) {
  if (reader.has("page") && !page.empty() && !page.starts_with("https://")) {
    reader.fail("page", "must be an https:// address");
  }
}

FileDefaults read_defaults(base::TomlReader& top) {
  FileDefaults file;
  file.provider = top.required("provider");
  file.name = top.required("name");
  file.revoke = top.optional("revoke");
  file.rotate = top.optional("rotate");
  file.page = top.optional("page");
  check_page(top, file.page);
  return file;
}

Example read_example(base::TomlReader reader) {
  Example example;
  example.text = remove_marks(reader.required("text"));
  example.secret = remove_marks(reader.required("secret"));
  example.verdict = static_cast<Proof>(reader.choice("verdict", kProofs));
  example.label = kLabels[reader.choice("label", kLabels, 0)];
  reader.finish();
  return example;
}

CounterExample read_counter_example(base::TomlReader reader) {
  CounterExample counter;
  counter.text = remove_marks(reader.required("text"));
  counter.reason = reader.required("reason");
  reader.finish();
  return counter;
}

KeyPlace place_of(const base::TomlReader& reader, std::string key) {
  const toml::source_position at = reader.place_of(key);
  return {std::move(key), at.line, at.column};
}

std::vector<std::string> read_keywords(base::TomlReader& reader) {
  std::vector<std::string> keywords = reader.strings("keywords");
  for (const std::string& word : reader.strings("common_keywords")) {
    keywords.push_back(common_keyword(word));
  }
  return keywords;
}

// `pattern`, or keywords with `value`; then the anchor.
void read_pattern(base::TomlReader& reader, Rule& rule) {
  std::string pattern = reader.optional("pattern");
  const std::vector<std::string> keywords = read_keywords(reader);
  std::string value = reader.optional("value");
  const bool by_context = !keywords.empty() || !value.empty();
  if (by_context == !pattern.empty()) {
    reader.fail("give either 'pattern' or 'keywords' with 'value'");
  } else if (by_context && (keywords.empty() || value.empty())) {
    reader.fail("'keywords' and 'value' go together");
  }
  rule.pattern = by_context ? assignment_pattern(keywords, expand_layout(value))
                            : expand_layout(pattern);
  rule.anchor = expand_layout(reader.optional("anchor"));
  if (rule.anchor.empty()) {
    rule.anchor = by_context ? assignment_anchor(keywords) : rule.pattern;
  }
  rule.before_value = by_context && !reader.has("anchor") &&
                      begins_with_run(expand_layout(value));
  rule.prefixed_run = reader.flag("prefixed_run");
  if (rule.prefixed_run && (by_context || reader.has("anchor"))) {
    reader.fail("prefixed_run", "goes with 'pattern' and without 'anchor'");
  }
  rule.pattern_at = place_of(reader, by_context ? "value" : "pattern");
  const char* words =
      reader.has("keywords") ? "keywords" : "common_keywords";
  rule.anchor_at = reader.has("anchor") ? place_of(reader, "anchor")
                   : by_context         ? place_of(reader, words)
                                        : rule.pattern_at;
}

void read_advice(base::TomlReader& reader, const FileDefaults& file, Rule& rule) {
  rule.revoke = reader.optional("revoke", file.revoke);
  rule.rotate = reader.optional("rotate", file.rotate);
  rule.page = reader.optional("page", file.page);
  if (rule.revoke.empty()) reader.fail("'revoke' is missing here and on top");
  if (rule.rotate.empty()) reader.fail("'rotate' is missing here and on top");
  if (rule.page.empty() && !reader.has("page")) {
    reader.fail("'page' is missing here and on top");
  }
  check_page(reader, rule.page);
}

Rule read_rule(base::TomlReader reader, const FileDefaults& file) {
  Rule rule;
  rule.file = reader.file();
  rule.line = reader.line();
  rule.provider = file.provider;
  rule.provider_name = file.name;
  rule.id = reader.required("id");
  if (!rule.id.empty() && !is_rule_id(rule.id)) {
    reader.fail("id", "takes lower-case letters, digits and '-'");
  }
  rule.name = reader.required("name");
  rule.grants = reader.required("grants");
  rule.severity = static_cast<Severity>(reader.choice("severity", kSeverities));
  rule.confidence =
      static_cast<Confidence>(reader.choice("confidence", kConfidences));
  read_pattern(reader, rule);
  rule.verifier = reader.optional("verifier");
  rule.min_entropy = reader.number("min_entropy", 0);
  rule.proved_only = reader.flag("proved_only");
  if (rule.proved_only && rule.verifier.empty()) {
    reader.fail("proved_only", "needs a 'verifier'");
  }
  rule.language_test = reader.flag("language_test");
  rule.tags = reader.strings("tags");
  read_advice(reader, file, rule);
  for (base::TomlReader& each : reader.tables("example")) {
    rule.examples.push_back(read_example(each));
  }
  for (base::TomlReader& each : reader.tables("counter_example")) {
    rule.counter_examples.push_back(read_counter_example(each));
  }
  reader.finish();
  return rule;
}

void add_recipes(const std::vector<Recipe>& recipes, Rule& rule) {
  for (const Recipe& recipe : recipes) {
    if (recipe.id == rule.verifier) rule.recipes.push_back(recipe);
  }
}

absl::StatusOr<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return absl::NotFoundError(path + ": cannot be read");
  return text.str();
}

}  // namespace

absl::Status check_unique(const std::vector<Rule>& rules) {
  std::set<std::string_view> seen;
  for (const Rule& rule : rules) {
    if (!seen.insert(rule.id).second) {
      return absl::InvalidArgumentError(
          rule.file + ":" + std::to_string(rule.line) +
          ": two rules with the id '" + rule.id + "'; rename one of them");
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Rule>> parse_rules(std::string_view text,
                                              std::string_view file) {
  const auto table = base::parse_toml(text, file);
  if (!table.ok()) return table.status();
  base::TomlErrors errors;
  base::TomlReader top(*table, std::string(file), errors);
  const FileDefaults defaults = read_defaults(top);
  std::vector<Recipe> recipes;
  for (base::TomlReader& each : top.tables("verifier")) {
    recipes.push_back(read_recipe(each));
  }
  std::vector<Rule> rules;
  for (base::TomlReader& each : top.tables("rule")) {
    rules.push_back(read_rule(each, defaults));
    add_recipes(recipes, rules.back());
  }
  top.finish();
  if (rules.empty() && errors.empty()) {
    return absl::InvalidArgumentError(std::string(file) +
                                      ": no [[rule]] in this file");
  }
  if (absl::Status status = errors.status(); !status.ok()) return status;
  if (absl::Status status = check_unique(rules); !status.ok()) return status;
  return rules;
}

absl::StatusOr<std::vector<Rule>> load_rule_file(const std::string& path) {
  absl::StatusOr<std::string> text = read_file(path);
  if (!text.ok()) return text.status();
  return parse_rules(*text, path);
}

absl::StatusOr<RuleSet> load_rule_folder(const std::string& path) {
  std::vector<std::string> files;
  std::error_code error;
  std::filesystem::directory_iterator at(path, error), end;
  for (; !error && at != end; at.increment(error)) {
    if (at->path().extension() != ".toml") continue;
    if (!at->is_regular_file(error)) {  // a pipe would hold us up
      return absl::InvalidArgumentError(at->path().string() +
                                        ": is no plain file");
    }
    files.push_back(at->path());
  }
  if (error) return absl::NotFoundError(path + ": " + error.message());
  std::sort(files.begin(), files.end());
  RuleSet set;
  for (const std::string& file : files) {
    absl::StatusOr<std::vector<Rule>> rules = load_rule_file(file);
    if (!rules.ok()) return rules.status();
    std::move(rules->begin(), rules->end(), std::back_inserter(set.rules));
  }
  if (set.rules.empty()) return absl::NotFoundError(path + ": no rule files");
  if (absl::Status status = check_unique(set.rules); !status.ok()) {
    return status;
  }
  return set;
}

}  // namespace patrol::rules
