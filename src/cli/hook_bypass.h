// SPDX-License-Identifier: Apache-2.0
//
// Going past a hook leaves a trace: a loud line, and a line of JSON in a file.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/options.h"

namespace patrol::cli {

// The hook that runs, for the trace.
struct HookRun {
  std::string hook;     // "pre-commit"
  std::string git_dir;  // absolute, with a '/' at the end
  std::vector<std::string> refs;  // that are pushed
};

// The reason given in PATROL_SKIP, or "". On a server the reason of the push
// option "patrol.skip=…". InvalidArgument: it was asked for without a reason.
absl::StatusOr<std::string> client_bypass();
absl::StatusOr<std::string> server_bypass();

// Tells of the bypass on standard error, and appends
//   {"time":…,"hook":…,"reason":…,"user":…,"repository":…,"refs":[…]}
// and a line feed, at once, to the audit file: `arguments.audit_file`, or
// patrol-audit.ndjson of the repository's git folder; made for its owner only. A trace that cannot
// be written is an error, and no bypass.
absl::Status trace_bypass(const HookArguments& arguments, const HookRun& run,
                          const std::string& reason);

}  // namespace patrol::cli
