// SPDX-License-Identifier: Apache-2.0
//
// Names that a report tells though the scan was not about them: of refs, where
// only some commits are scanned, of the folder that was scanned, and of what
// could not be read.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "model/report.h"
#include "scan/engine.h"

namespace patrol::scan {

// Searches the names that a complete report tells, and adds the secrets in
// them to `hidden`. `now` as in ExaminerOptions.
absl::Status hide_told_names(Report& report, Engine& engine, std::int64_t now);

}  // namespace patrol::scan
