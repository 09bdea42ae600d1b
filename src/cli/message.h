// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace patrol::cli {

// "patrol: <message>" on standard error, made printable line by line.
void complain(std::string_view message);

// Complains, and returns the exit code that the status means.
int fail(const absl::Status& status);

}  // namespace patrol::cli
