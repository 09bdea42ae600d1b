// SPDX-License-Identifier: Apache-2.0
//
// Compiled databases of users' rules, in $XDG_CACHE_HOME/patrol (else
// ~/.cache/patrol): one file a rule set, 0600, written under another name and
// renamed, checked when it is loaded.
#pragma once

#include "absl/status/statusor.h"
#include "match/database.h"
#include "model/rule.h"

namespace patrol::scan {

absl::StatusOr<match::Database> load_cached_database(const RuleSet& rules);
// Failing to write is no error: the next run compiles again.
void store_cached_database(const match::Database& database,
                           const RuleSet& rules);

}  // namespace patrol::scan
