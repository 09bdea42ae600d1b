// SPDX-License-Identifier: Apache-2.0
//
// The result of a scan: what the report writers are given.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/coverage.h"
#include "model/finding.h"
#include "model/match.h"
#include "model/rule.h"

namespace patrol {

inline constexpr std::string_view kVersion = "0.1.0";

// Time of a stage, for --stats.
struct StageTime {
  std::string stage;
  double seconds = 0;
};

struct Report {
  std::string target;       // "git", "dir" or "stdin"
  std::string target_path;  // as given on the command line
  std::string working_dir;  // of "dir": what relative paths are relative to
  std::string selection;    // "whole history", "staged", "range A..B"
  std::string
      repository_url;       // remote "origin", without credentials; may be ""
  std::string head_commit;  // hex; ""
  std::string head_ref;     // "refs/heads/main"; ""
  std::int64_t start_time = 0, end_time = 0;  // seconds since 1970 UTC

  // Ranked by report order (see scan/rank.h): worst and surest first.
  std::vector<Finding> findings;  // to be told
  // Held back: how many, by reason; themselves only where they were asked for
  // (and always those of the allowlist and the baseline).
  std::map<Suppression, std::uint64_t> held_back;
  std::vector<Finding> suppressed;
  // No findings of this scan, but parts of names that it tells: to be masked.
  std::vector<std::string> hidden;
  Coverage coverage;
  std::vector<StageTime> stages;
  MatchCounters counters;
  std::uint64_t inflated_bytes = 0;  // of packs and loose objects, deltas too
  std::uint64_t traced_objects = 0;  // those that hold a survivor
  const RuleSet* rules = nullptr;  // all rules of the scan; outlives the report
  bool interrupted = false;
  // Only some rules, or not all paths, by the command line: what is not told may
  // still be there.
  bool narrowed = false;
};

}  // namespace patrol
