// SPDX-License-Identifier: Apache-2.0
//
// A matcher with all that it needs, to measure what rules cost.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "match/confirm.h"
#include "match/database.h"
#include "match/matcher.h"
#include "model/match.h"
#include "model/rule.h"

namespace patrol::match {

class TimedMatcher {
 public:
  // Compiles the rules. Errors are those of Database::compile() and of
  // Confirmer::check().
  static absl::StatusOr<TimedMatcher> create(RuleSet rules);

  // Matches `text`; the processor time of this thread that it took, in
  // microseconds and at least 1. The first run over a text builds tables.
  double run_us(std::string_view text);

  const Database& database() const { return *database_; }
  std::size_t program_size(std::uint32_t rule) {
    return confirmer_->program_size(rule);
  }

 private:
  std::unique_ptr<RuleSet> rules_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Confirmer> confirmer_;
  std::unique_ptr<Matcher> matcher_;
  std::vector<Match> matches_;
};

}  // namespace patrol::match
