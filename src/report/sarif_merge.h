// SPDX-License-Identifier: Apache-2.0
//
// Makes one log of the logs of shards: scans of parts of one repository, each
// by a machine of its own. Code scanning refuses two runs of one category, and an
// upload replaces the one before it, so the parts must become one run.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "report/sarif_parts.h"

namespace patrol::report {

struct NamedLog {
  std::string name;  // for messages
  std::string text;
};

// One run with the rules and the notifications of all, the sums of what they
// read, and each secret once: the result that ranks best, with the occurrences
// of the one that has most. Of the github profile, within its limits. The same
// logs in any order give the same log.
// InvalidArgument, naming the log, for what patrol has not written, and when
// profiles, categories, repositories, commits or versions differ.
absl::StatusOr<std::string> merge_sarif(const std::vector<NamedLog>& logs,
                                        const SarifLimits& limits = {});

}  // namespace patrol::report
