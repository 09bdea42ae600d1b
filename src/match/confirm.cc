// SPDX-License-Identifier: Apache-2.0
#include "match/confirm.h"

#include <algorithm>

#include <re2/re2.h>

namespace patrol::match {
namespace {

// Bytes of real content kept on both sides of a window, so that \b and \z see
// what is there.
constexpr std::size_t kContext = 8;
// For RE2's automata; enough for the counted repeats of long tokens.
constexpr int kMemory = 32 << 20;

RE2::Options options() {
  RE2::Options options(RE2::Quiet);
  options.set_encoding(RE2::Options::EncodingLatin1);  // bytes, as Hyperscan
  options.set_max_mem(kMemory);
  return options;
}

// The group to report: "secret", or the whole match.
int secret_group(const RE2& re) {
  auto found = re.NamedCapturingGroups().find("secret");
  return found == re.NamedCapturingGroups().end() ? 0 : found->second;
}

// A misspelt name would make the whole match the secret.
std::string wrong_group(const RE2& re) {
  for (const auto& [name, number] : re.NamedCapturingGroups()) {
    if (name == "secret") continue;
    return "a group is named '" + name + "', but only 'secret' has a meaning";
  }
  return "";
}

}  // namespace

struct Confirmer::Expression {
  std::once_flag compiled;
  std::unique_ptr<RE2> re;
  int group = 0;
};

Confirmer::Confirmer(const RuleSet& rules, const Database& database)
    : rules_(&rules), database_(&database) {
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    expressions_.push_back(std::make_unique<Expression>());
  }
}

Confirmer::~Confirmer() = default;

Confirmer::Expression& Confirmer::expression(std::uint32_t rule) {
  Expression& expression = *expressions_[rule];
  std::call_once(expression.compiled, [&] {
    expression.re =
        std::make_unique<RE2>(rules_->rules[rule].pattern, options());
    expression.group = secret_group(*expression.re);
  });
  return expression;
}

absl::Status Confirmer::check(std::size_t most) {
  for (std::uint32_t i = 0; i < std::min(most, expressions_.size()); ++i) {
    const RE2& re = *expression(i).re;
    const std::string wrong = re.ok() ? wrong_group(re) : re.error();
    if (wrong.empty()) continue;
    const Rule& rule = rules_->rules[i];
    return absl::InvalidArgumentError(
        complaint(rule, rule.pattern_at, wrong));
  }
  return absl::OkStatus();
}

std::size_t Confirmer::program_size(std::uint32_t rule) {
  return static_cast<std::size_t>(
      std::max(0, expression(rule).re->ProgramSize()));
}

std::size_t Confirmer::confirm(std::uint32_t rule, std::string_view content,
                               Span starts, std::size_t from,
                               std::vector<Match>& matches) {
  const Expression& expression = this->expression(rule);
  if (!expression.re->ok()) return from;
  const std::size_t width = database_->width(rule).pattern;
  const std::size_t end = width == kUnbounded
                              ? content.size()
                              : std::min(content.size(), starts.end + width);
  const std::size_t base = starts.begin - std::min(starts.begin, kContext);
  const std::string_view window =
      content.substr(base, std::min(end + kContext, content.size()) - base);
  const re2::StringPiece text(window.data(), window.size());
  re2::StringPiece groups[2];
  for (std::size_t at = std::max(starts.begin, from); at <= starts.end;) {
    // One call for the whole match, one for its group: the first is a plain
    // automaton run, the second looks at the match only.
    if (!expression.re->Match(text, at - base, end - base, RE2::UNANCHORED,
                              groups, 1)) {
      // With all of the content searched there is nothing to come.
      return width == kUnbounded ? content.size() : from;
    }
    const std::size_t begin =
        base + static_cast<std::size_t>(groups[0].data() - text.data());
    const Span whole{begin, begin + groups[0].size()};
    if (whole.begin > starts.end) return whole.begin;
    Span secret = whole;
    std::vector<re2::StringPiece> all(
        static_cast<std::size_t>(expression.group) + 1);
    if (expression.group > 0 &&
        expression.re->Match(text, whole.begin - base, whole.end - base,
                             RE2::ANCHOR_START, all.data(),
                             expression.group + 1) &&
        all.back().data() != nullptr) {
      secret.begin =
          base + static_cast<std::size_t>(all.back().data() - text.data());
      secret.end = secret.begin + all.back().size();
    }
    matches.push_back({rule, whole, secret});
    from = at = whole.end;
  }
  return from;
}

}  // namespace patrol::match
