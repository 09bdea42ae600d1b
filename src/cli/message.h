// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace patrol::cli {

// "patrol: <line>" on standard error for each line of `text`, made printable,
// and without the tokens in it. All errors and warnings go through here.
void complain(std::string_view text);

// Complains, and returns the exit code that the status means.
int fail(const absl::Status& status);

}  // namespace patrol::cli
