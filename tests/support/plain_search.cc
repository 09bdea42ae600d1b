// SPDX-License-Identifier: Apache-2.0
#include "support/plain_search.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>
#include <string>

namespace patrol::test {
namespace {

const RE2& compiled(const std::string& pattern) {
  static std::map<std::string, std::unique_ptr<RE2>> all;
  std::unique_ptr<RE2>& re = all[pattern];
  if (!re) {
    RE2::Options options(RE2::Latin1);
    options.set_max_mem(256 << 20);
    re = std::make_unique<RE2>(pattern, options);
  }
  return *re;
}

int secret_group(const RE2& re) {
  const auto found = re.NamedCapturingGroups().find("secret");
  return found == re.NamedCapturingGroups().end() ? 0 : found->second;
}

// A digit is among the first 32 bytes, and before it nothing but what
// match/gates.h takes for a run.
bool begins_rich(std::string_view value) {
  const std::size_t digit = value.find_first_of("0123456789");
  return digit < 32 &&
         std::all_of(value.begin(),
                     value.begin() + static_cast<std::ptrdiff_t>(digit),
                     [](char c) {
                       return std::isalpha(static_cast<unsigned char>(c)) ||
                              std::string_view("_.+/-").find(c) !=
                                  std::string_view::npos;
                     });
}

// What a rule wants of a secret beside its pattern.
bool counts(const Rule& rule, std::string_view secret) {
  if (rule.before_value) return begins_rich(secret);
  if (!rule.prefixed_run) return true;
  const std::string_view body =
      secret.substr(secret.find_last_of("_-") + 1).substr(0, 32);
  const auto digits = std::count_if(
      body.begin(), body.end(), [](char c) { return '0' <= c && c <= '9'; });
  return digits > 0 && digits < static_cast<std::ptrdiff_t>(body.size());
}

}  // namespace

std::vector<Match> plain_search(const RuleSet& rules, std::string_view text) {
  std::vector<Match> matches;
  for (std::uint32_t rule = 0; rule < rules.rules.size(); ++rule) {
    const RE2& re = compiled(rules.rules[rule].pattern);
    const int group = secret_group(re);
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(group) + 1);
    auto span = [&](const re2::StringPiece& piece) {
      const auto begin = static_cast<std::size_t>(piece.data() - text.data());
      return Span{begin, begin + piece.size()};
    };
    for (std::size_t at = 0;
         at <= text.size() &&
         re.Match({text.data(), text.size()}, at, text.size(), RE2::UNANCHORED,
                  groups.data(), group + 1);) {
      const Span whole = span(groups[0]);
      const bool captured = groups.back().data() != nullptr;
      const Span secret = captured ? span(groups.back()) : whole;
      if (counts(rules.rules[rule], secret.of(text))) {
        matches.push_back({rule, whole, secret});
      }
      at = whole.end > whole.begin ? whole.end : whole.end + 1;
    }
  }
  return matches;
}

}  // namespace patrol::test
