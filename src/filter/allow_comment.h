// SPDX-License-Identifier: Apache-2.0
//
// Comments that accept a secret where it stands:
//
//   key = "…"  # patrol:allow                       every rule
//   key = "…"  # patrol:allow aws-access-key        this rule only
//   key = "…"  # patrol:allow aws-*,generic-secret  these rules only
//   key = "…"  # patrol:allow sample of the manual  every rule, with a reason
//   key = "…"  # gitleaks:allow                     every rule
//
// A word with a '-' or a '*' in it is a rule; any other word begins a reason.
#pragma once

#include <string_view>

#include "model/match.h"

namespace patrol::filter {

// The lines that `span` touches hold an allow comment for the rule. Of a very
// long line, 4 KiB on either side of the span are looked at. `span` must lie in
// `content`.
bool has_allow_comment(std::string_view content, Span span,
                       std::string_view rule_id);

}  // namespace patrol::filter
