// SPDX-License-Identifier: Apache-2.0
#include "match/cost.h"

#include <time.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "match/confirm.h"
#include "match/database.h"
#include "match/matcher.h"

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
constexpr std::size_t kLargeDatabase = std::size_t{4} << 20;
constexpr std::size_t kLargeProgram = 20000;

double cpu_time_us() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 +
         static_cast<double>(now.tv_nsec) / 1e3;
}

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

class Course {
 public:
  static absl::StatusOr<Course> create(const Rule& rule) {
    Course course;
    course.rules_->rules = {rule};
    absl::StatusOr<Database> database =
        Database::compile(*course.rules_, Target::this_machine);
    if (!database.ok()) return database.status();
    course.database_ = std::make_unique<Database>(*std::move(database));
    course.confirmer_ =
        std::make_unique<Confirmer>(*course.rules_, *course.database_);
    if (absl::Status ok = course.confirmer_->check(); !ok.ok()) return ok;
    absl::StatusOr<Matcher> matcher =
        Matcher::create(*course.database_, *course.confirmer_);
    if (!matcher.ok()) return matcher.status();
    course.matcher_ = std::make_unique<Matcher>(*std::move(matcher));
    return course;
  }

  // The better of two runs, unless one shows enough; the first builds tables.
  double time_us(const std::string& text) {
    const double first = run_us(text);
    return first > 100 * kNoise_us ? first : std::min(first, run_us(text));
  }

  std::size_t database_bytes() const { return database_->size_bytes(); }
  std::size_t program_size() { return confirmer_->program_size(0); }

 private:
  double run_us(const std::string& text) {
    std::vector<Match> matches;
    const double begin = cpu_time_us();
    matcher_->match(text, matches).IgnoreError();
    return std::max(1.0, cpu_time_us() - begin);
  }

  std::unique_ptr<RuleSet> rules_ = std::make_unique<RuleSet>();
  std::unique_ptr<Database> database_;
  std::unique_ptr<Confirmer> confirmer_;
  std::unique_ptr<Matcher> matcher_;
};

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
  absl::StatusOr<Course> course = Course::create(rule);
  if (!course.ok()) return course.status();
  Cost cost;
  cost.database_bytes = course->database_bytes();
  cost.program_size = course->program_size();
  double worst_us = 0;
  const std::vector<std::string> texts = imitations(rule.pattern, kText);
  const std::vector<std::string> longer = imitations(
      rule.pattern, static_cast<std::size_t>(kGrowth) * kText);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const double us = course->time_us(texts[i]);
    if (us > worst_us) {
      worst_us = us;
      cost.text = texts[i].substr(0, 40);
    }
    if (us < kNoise_us / kGrowth) continue;
    const double longer_us = course->time_us(longer[i]);
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

}  // namespace patrol::match
