// SPDX-License-Identifier: Apache-2.0
//
// One function lists the fields; a writer and a reader go through it. Numbers
// are host order, strings and lists carry their length in 32 bits. Examples
// stay out: a scan does not need them.
#include <algorithm>
#include <cstring>

#include "rules/loader.h"

namespace patrol::rules {
namespace {

template <typename Archive>
void each_field(Archive& archive, Recipe& recipe) {
  archive(recipe.id, recipe.prefix, recipe.body, recipe.least, recipe.most,
          recipe.separator, recipe.tail, recipe.zeros, recipe.covers_prefix,
          recipe.kind);
}

template <typename Archive>
void each_field(Archive& archive, Rule& rule) {
  archive(rule.id, rule.name, rule.provider, rule.provider_name, rule.grants,
          rule.severity, rule.confidence, rule.pattern, rule.anchor,
          rule.before_value, rule.prefixed_run, rule.proved_only, rule.verifier, rule.recipes, rule.min_entropy,
          rule.language_test, rule.tags, rule.revoke, rule.rotate, rule.page, rule.file, rule.line);
}

class Writer {
 public:
  template <typename... Fields>
  void operator()(Fields&... fields) {
    (put(fields), ...);
  }
  template <typename T>
  requires std::is_trivially_copyable_v<T>
  void put(const T& value) {
    const char* bytes = reinterpret_cast<const char*>(&value);
    out.append(bytes, sizeof value);
  }
  void put(const std::string& text) {
    put(static_cast<std::uint32_t>(text.size()));
    out += text;
  }
  void put(const std::vector<std::string>& list) {
    put(static_cast<std::uint32_t>(list.size()));
    for (const std::string& each : list) put(each);
  }
  void put(std::vector<Recipe>& list) {
    put(static_cast<std::uint32_t>(list.size()));
    for (Recipe& each : list) each_field(*this, each);
  }
  std::string out;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest(bytes) {}
  template <typename... Fields>
  void operator()(Fields&... fields) {
    (get(fields), ...);
  }
  template <typename T>
  requires std::is_trivially_copyable_v<T>
  void get(T& value) {
    std::string_view bytes = take(sizeof value);
    if (ok) std::memcpy(&value, bytes.data(), sizeof value);
  }
  // No byte but 0 and 1 may become a bool.
  void get(bool& value) {
    std::uint8_t byte = 0;
    get(byte);
    value = byte != 0;
  }
  void get(std::string& text) {
    std::uint32_t size = 0;
    get(size);
    text = take(size);
  }
  void get(std::vector<std::string>& list) {
    std::uint32_t size = 0;
    get(size);
    for (std::uint32_t i = 0; ok && i < size; ++i) get(list.emplace_back());
  }
  void get(std::vector<Recipe>& list) {
    std::uint32_t size = 0;
    get(size);
    for (std::uint32_t i = 0; ok && i < size; ++i) {
      each_field(*this, list.emplace_back());
    }
  }
  std::string_view rest;
  bool ok = true;

 private:
  std::string_view take(std::size_t size) {
    ok = ok && size <= rest.size();
    if (!ok) return {};
    std::string_view taken = rest.substr(0, size);
    rest.remove_prefix(size);
    return taken;
  }
};

}  // namespace

std::string serialise(const RuleSet& rules) {
  Writer writer;
  writer.put(static_cast<std::uint32_t>(rules.rules.size()));
  for (Rule rule : rules.rules) each_field(writer, rule);
  return std::move(writer.out);
}

absl::StatusOr<RuleSet> deserialise(std::string_view bytes) {
  Reader reader(bytes);
  std::uint32_t count = 0;
  reader.get(count);
  RuleSet set;
  set.rules.reserve(std::min<std::size_t>(count, bytes.size() / sizeof(Rule)));
  for (std::uint32_t i = 0; reader.ok && i < count; ++i) {
    each_field(reader, set.rules.emplace_back());
  }
  if (!reader.ok || !reader.rest.empty()) {
    return absl::DataLossError("the embedded rules are damaged");
  }
  return set;
}

}  // namespace patrol::rules
