// SPDX-License-Identifier: Apache-2.0
#include "match/cost.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "match/timed_matcher.h"

namespace patrol::match {
namespace {

// Small, so that even a rule whose time is quadratic is soon measured.
constexpr std::size_t kText = std::size_t{1} << 13;
constexpr double kGrowth = 4;  // the longer text is so much longer
// A whole history of gigabytes would take hours at less.
constexpr double kSlow = 2;
// Linear is 4, quadratic 16; a rule is quadratic from halfway on.
constexpr double kSuperlinear = 8;
// Below, clocks and caches decide.
constexpr double kNoise_us = 2000;
constexpr std::size_t kTurns = 41;
constexpr std::size_t kLargeDatabase = std::size_t{4} << 20;
constexpr std::size_t kLargeProgram = 20000;

// A character that an escape outside or inside of a class stands for.
char sample_of_escape(char c) {
  switch (c) {
    case 'd':
      return '7';
    case 's':
      return ' ';
    case 'n':
      return '\n';
    case 'w':
    case 'S':
    case 'W':
    case 'D':
      return 'a';
    default:
      return c;
  }
}

bool is_assertion(char c) {
  return std::string_view("bBAzZ").find(c) != std::string_view::npos;
}

// The letters of an expression, without what stands between them.
std::string letters_of(const std::string& pattern) {
  std::string letters;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size()) {
      if (!is_assertion(pattern[++i])) letters += sample_of_escape(pattern[i]);
    } else if (c == '{') {
      i = std::min(pattern.find('}', i), pattern.size());
    } else if (c == '(' && pattern.compare(i, 2, "(?") == 0) {
      i = std::min(pattern.find_first_of(":>)", i), pattern.size());
    } else if (c == '.') {
      letters += 'a';
    } else if (std::string_view("()[]|*+?^$").find(c) == std::string_view::npos) {
      letters += c;
    }
  }
  return letters.empty() ? "a" : letters;
}

std::string repeated(const std::string& piece, std::size_t size) {
  std::string text;
  while (text.size() < size) text += piece;
  text.resize(size);
  return text;
}

// The better of two runs, unless one shows enough; the first builds tables.
double time_us(TimedMatcher& matcher, const std::string& text) {
  const double first = matcher.run_us(text);
  return first > 100 * kNoise_us ? first
                                 : std::min(first, matcher.run_us(text));
}

}  // namespace

std::vector<std::string> imitations(const std::string& pattern,
                                    std::size_t size) {
  const std::string letters = letters_of(pattern);
  std::vector<std::string> texts{repeated(letters, size)};
  for (const std::size_t head : {std::size_t{1}, std::size_t{2}, std::size_t{3},
                                 std::size_t{4}, letters.size() / 2}) {
    if (head < letters.size()) {
      texts.push_back(repeated(letters.substr(0, head), size));
    }
  }
  // The whole once, then its last letter without end.
  std::string tail = letters;
  tail.resize(std::max(size, letters.size()), letters.back());
  texts.push_back(tail.substr(0, size));
  std::string mixed(size, ' ');
  std::uint64_t chance = 1;
  for (char& c : mixed) {
    chance = chance * 6364136223846793005u + 1442695040888963407u;
    c = letters[(chance >> 33) % letters.size()];
  }
  texts.push_back(std::move(mixed));
  return texts;
}

absl::StatusOr<Cost> measure_cost(const Rule& rule) {
  absl::StatusOr<TimedMatcher> matcher = TimedMatcher::create({{rule}});
  if (!matcher.ok()) return matcher.status();
  Cost cost;
  cost.database_bytes = matcher->database().size_bytes();
  cost.program_size = matcher->program_size(0);
  double worst_us = 0;
  const std::vector<std::string> texts = imitations(rule.pattern, kText);
  const std::vector<std::string> longer = imitations(
      rule.pattern, static_cast<std::size_t>(kGrowth) * kText);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const double us = time_us(*matcher, texts[i]);
    if (us > worst_us) {
      worst_us = us;
      cost.text = texts[i].substr(0, 40);
    }
    if (us < kNoise_us / kGrowth) continue;
    const double longer_us = time_us(*matcher, longer[i]);
    if (longer_us > kNoise_us) {
      cost.growth = std::max(cost.growth, longer_us / us);
    }
  }
  cost.bytes_per_us = static_cast<double>(kText) / worst_us;
  return cost;
}

std::string cost_complaint(const Cost& cost) {
  const std::string where = " on a text that imitates it";
  if (cost.growth > kSuperlinear) {
    return "its time grows with the square of the text" + where +
           "; give its repeats a bound";
  }
  if (cost.bytes_per_us < kSlow) {
    const auto speed =
        std::to_string(static_cast<int>(cost.bytes_per_us * 10) / 10);
    return "it searches only " + speed + " MB a second" + where +
           "; narrow its counted repeats, or give it a rarer anchor";
  }
  if (cost.database_bytes > kLargeDatabase) {
    return "its anchor compiles to " +
           std::to_string(cost.database_bytes >> 20) +
           " MiB; narrow its counted repeats";
  }
  if (cost.program_size > kLargeProgram) {
    return "its pattern compiles to " + std::to_string(cost.program_size) +
           " instructions; narrow its counted repeats";
  }
  return "";
}

absl::StatusOr<double> measure_share(const RuleSet& rules, std::size_t rule,
                                     std::string_view sample) {
  RuleSet others = rules;
  others.rules.erase(others.rules.begin() + static_cast<std::ptrdiff_t>(rule));
  absl::StatusOr<TimedMatcher> all = TimedMatcher::create(rules);
  if (!all.ok()) return all.status();
  absl::StatusOr<TimedMatcher> without =
      TimedMatcher::create(std::move(others));
  if (!without.ok()) return without.status();
  // Turn by turn, so that a busy machine slows both.
  all->run_us(sample);
  without->run_us(sample);
  std::array<double, kTurns> ratios;
  for (double& ratio : ratios) {
    const double all_us = all->run_us(sample);
    ratio = all_us / without->run_us(sample);
  }
  std::nth_element(ratios.begin(), ratios.begin() + kTurns / 2, ratios.end());
  return ratios[kTurns / 2] - 1;
}

}  // namespace patrol::match
