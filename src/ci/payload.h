// SPDX-License-Identifier: Apache-2.0
//
// The webhook payload that GitHub writes into a file beside a run. Of its
// megabytes only the few values that tell a range are kept.
// Source: docs.github.com, "Webhook events and payloads".
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace patrol::ci {

inline constexpr std::size_t kMostPayload = 32 << 20;  // GitHub's limit is 25 MB
inline constexpr std::size_t kDeepestPayload = 64;

// Strings, whole numbers and truth values ("true") by their place, such as
// "pull_request.base.sha".
using Payload = std::map<std::string, std::string, std::less<>>;

// InvalidArgument: no JSON object, or larger or deeper than the above.
absl::StatusOr<Payload> parse_payload(std::string_view text);
// The same of a plain file. NotFound: it cannot be read.
absl::StatusOr<Payload> read_payload(const std::string& file);

}  // namespace patrol::ci
