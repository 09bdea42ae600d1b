// SPDX-License-Identifier: Apache-2.0
//
// Puts reports where they belong.
#pragma once

#include <functional>
#include <ostream>
#include <string>

#include "absl/status/status.h"

namespace patrol::cli {

using WriteTo = std::function<void(std::ostream& out)>;

// Writes to a file, or to standard output for "". A plain file is written
// under another name and renamed, so that a failure leaves the old one; devices
// and pipes are written in place. Unavailable: the reader closed the pipe.
// Any other error says what the system said.
absl::Status write_output(const std::string& file, const WriteTo& write);

}  // namespace patrol::cli
