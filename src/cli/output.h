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
// under another name and renamed, so that a failure leaves the old one; a link
// stays a link to it. Devices and pipes are written in place, and names like
// /dev/stdout mean what is open there. Unavailable: the reader closed the pipe.
// Any other error says what the system said.
absl::Status write_output(const std::string& name, const WriteTo& write);

}  // namespace patrol::cli
