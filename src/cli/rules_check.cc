// SPDX-License-Identifier: Apache-2.0
//
// patrol rules check: what rules cost.
#include <algorithm>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <utility>
#include <vector>

#include "cli/exit_code.h"
#include "cli/message.h"
#include "cli/rules_command.h"
#include "match/bare_anchor.h"
#include "match/cost.h"
#include "report/writer.h"
#include "scan/engine.h"

namespace patrol::cli {
namespace {

// A rule may slow the search of all by so much.
constexpr double kMostShare = 0.01;

constexpr std::string_view kHeader =
    "RULE                                        SEARCHED     ANCHOR PATTERN "
    " DATABASE          WORST   SLOWS\n";

std::string_view to_string(match::Part part) {
  switch (part) {
    case match::Part::anywhere:
      return "anywhere";
    case match::Part::keywords:
      return "before value";
    case match::Part::runs:
      return "in runs";
    case match::Part::authorities:
      return "in URLs";
    case match::Part::prefixed:
      return "behind prefix";
    case match::Part::unbounded:
      return "whole text";
  }
  return "";
}

std::string bytes_of(std::uint32_t width) {
  return width == match::kUnbounded ? "no bound" : std::to_string(width);
}

std::string fixed(double number, int digits) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(digits) << number;
  return out.str();
}

class Check {
 public:
  Check(const scan::Engine& engine, std::string sample)
      : engine_(engine),
        total_(static_cast<double>(engine.database().size_bytes())),
        sample_(std::move(sample)) {}

  // Prints a row. False: the rule costs too much, or cannot be compiled.
  bool print(std::uint32_t number) {
    const Rule& rule = engine_.rules().rules[number];
    absl::StatusOr<match::Cost> cost = match::measure_cost(rule);
    if (!cost.ok()) {
      fail(cost.status());
      return false;
    }
    const double share = share_of(number);
    print_row(rule, engine_.database().width(number), *cost, share);
    return !complains(rule, *cost, share);
  }

 private:
  // Negative: not measured.
  double share_of(std::uint32_t number) const {
    if (sample_.empty()) return -1;
    absl::StatusOr<double> share =
        match::measure_share(engine_.rules(), number, sample_);
    return share.ok() ? std::max(*share, 0.0) : -1;
  }

  void print_row(const Rule& rule, const match::Width& width,
                 const match::Cost& cost, double share) const {
    const double kib = static_cast<double>(cost.database_bytes) / 1024;
    const std::string part =
        fixed(100 * static_cast<double>(cost.database_bytes) / total_, 1);
    std::cout << std::left << std::setw(44) << rule.id << std::setw(13)
              << to_string(width.part) << std::right << std::setw(6)
              << bytes_of(width.anchor) << std::setw(8)
              << bytes_of(width.pattern) << std::setw(6) << fixed(kib, 0)
              << " KiB" << std::setw(5) << part << " %" << std::setw(6)
              << fixed(cost.bytes_per_us, 0) << " MB/s" << std::setw(6)
              << (share < 0 ? "-" : fixed(100 * share, 1) + " %") << '\n';
  }

  bool complains(const Rule& rule, const match::Cost& cost,
                 double share) const {
    std::string why;
    if (!rule.prefixed_run && match::is_bare(rule.anchor)) {
      why = match::kBareAnchor;
    }
    if (why.empty()) why = match::cost_complaint(cost);
    if (why.empty() && share > kMostShare) {
      why = "it slows the search for all rules by " + fixed(100 * share, 1) +
            " %; give it a rarer anchor";
    }
    if (!why.empty()) complain(complaint(rule, rule.pattern_at, why));
    return !why.empty();
  }

  const scan::Engine& engine_;
  double total_;
  std::string sample_;
};

// The rules named on the command line; without names those of the user, if there
// are any, else all.
std::vector<std::uint32_t> checked(const Arguments& arguments,
                                   const RuleSet& all) {
  const bool only_own =
      arguments.names.empty() && !arguments.scan.rules.files.empty();
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < all.rules.size(); ++i) {
    const bool is_own = all.rules[i].pattern_at.line != 0;
    if (is_wanted(arguments, all.rules[i]) && (is_own || !only_own)) {
      numbers.push_back(i);
    }
  }
  return numbers;
}

// "" for no name.
absl::StatusOr<std::string> read_sample(const std::string& name) {
  if (name.empty()) return std::string();
  std::ifstream in(name, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in || text.view().empty()) {
    return absl::NotFoundError(name + ": cannot be read, or is empty");
  }
  return std::move(text).str();
}

}  // namespace

int run_rules_check(const Arguments& arguments) {
  auto engine = scan::Engine::create(arguments.scan.rules);
  if (!engine.ok()) return fail(engine.status());
  const RuleSet& all = (*engine)->rules();
  if (absl::Status ok = check_names(arguments, all); !ok.ok()) return fail(ok);
  absl::StatusOr<std::string> sample = read_sample(arguments.sample);
  if (!sample.ok()) return fail(sample.status());
  const std::vector<std::uint32_t> numbers = checked(arguments, all);
  Check check(**engine, *std::move(sample));
  std::cout << kHeader;
  std::size_t dear = 0;
  for (const std::uint32_t number : numbers) {
    if (!check.print(number)) ++dear;
  }
  std::cout << counted(numbers.size(), "rule") << ", " << dear
            << " too dear; the database of all has "
            << ((*engine)->database().size_bytes() >> 10) << " KiB\n";
  return dear == 0 ? kClean : kFindings;
}

}  // namespace patrol::cli
