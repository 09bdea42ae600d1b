// SPDX-License-Identifier: Apache-2.0
//
// RE2 confirms what Hyperscan's anchors point at. The only user of RE2 in the
// matching path. Expressions are compiled when they are first needed: a clean
// hook run compiles none.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "match/database.h"
#include "model/match.h"
#include "model/rule.h"

namespace patrol::match {

// Shared by all threads of a scan.
class Confirmer {
 public:
  // Both must outlive the confirmer.
  Confirmer(const RuleSet& rules, const Database& database);
  ~Confirmer();

  // Compiles the patterns of the first `most` rules now: OK, or the first error
  // with its place. A named group other than "secret" is one.
  absl::Status check(std::size_t most = SIZE_MAX);

  // RE2's instructions for the pattern of a rule that compiles.
  std::size_t program_size(std::uint32_t rule);

  // Appends the matches of `rule` that start within `starts`, left to right,
  // none overlapping another, none starting before `from`. Returns the offset
  // before which no further match starts: the next call's `from`. It keeps
  // patterns without a bound from searching the same content again for each
  // of many anchors. `starts` must hold the start of an anchor's match for
  // each match of the pattern that starts there.
  std::size_t confirm(std::uint32_t rule, std::string_view content, Span starts,
                      std::size_t from, std::vector<Match>& matches);

 private:
  struct Expression;
  Expression& expression(std::uint32_t rule);

  const RuleSet* rules_;
  const Database* database_;
  std::vector<std::unique_ptr<Expression>> expressions_;  // by rule
};

}  // namespace patrol::match
