// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace patrol::cli {

// What the process returns. Each means one thing, so that scripts can tell
// "findings" from "could not look".
enum ExitCode : int {
  kClean = 0,
  kFindings = 1,        // at or above --fail-on; --exit-code changes it
  kUsage = 2,           // wrong flag, rule, configuration; no repository
  kIncomplete = 3,      // something was not read, and nothing was found
  kDeliveryFailed = 4,  // upload: it did not arrive, or was refused
  kSignal = 128,        // + signal number: ended by the user
};

}  // namespace patrol::cli
