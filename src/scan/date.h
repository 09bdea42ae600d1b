// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace patrol::scan {

// Seconds since 1970 UTC of "2024-01-31", "2024-01-31T10:00:00Z",
// "2024-01-31 10:00", "yesterday", "3 weeks ago", "12h" or "90d" before `now`.
absl::StatusOr<std::int64_t> parse_date(const std::string& text,
                                        std::int64_t now);

}  // namespace patrol::scan
