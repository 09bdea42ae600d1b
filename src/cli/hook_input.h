// SPDX-License-Identifier: Apache-2.0
//
// What git tells hooks on standard input and in files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "scan/push_target.h"

namespace patrol::cli {

// All of standard input. ResourceExhausted: it has more than 64 MiB.
absl::StatusOr<std::string> read_standard_input();

// The lines of pre-push: refs that the push creates or moves, and the commits
// that the other side has by them. InvalidArgument: no such line.
absl::StatusOr<scan::Push> parse_pre_push(std::string_view lines);
// The same of pre-receive.
absl::StatusOr<scan::Push> parse_pre_receive(std::string_view lines);

// A commit message up to the line below which git drops all (git commit -v).
std::string_view message_to_keep(std::string_view text);

}  // namespace patrol::cli
