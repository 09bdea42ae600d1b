// SPDX-License-Identifier: Apache-2.0
//
// The objects that the json and ndjson formats share, each as the text of one
// line. Texts, not trees: a report is written piece by piece, so that memory
// does not grow with the number of findings. The text is plain ASCII (all else
// is escaped), hence safe on any terminal; bytes that are not UTF-8 become
// U+FFFD. docs/report.schema.json has the meaning of every member.
#pragma once

#include <string>
#include <string_view>

#include "model/report.h"
#include "report/mask.h"

namespace patrol::report {

// Raised with every change that an old reader could stumble over.
inline constexpr std::string_view kSchemaVersion = "1.0";

std::string tool_json();
std::string scan_json(const Report& report, const SecretMask& mask);
std::string summary_json(const Report& report);
std::string coverage_json(const Coverage& coverage, const SecretMask& mask);
// With a `type`, the member "type" comes first.
std::string finding_json(const Finding& finding, const SecretMask& mask,
                         std::string_view type = "");

}  // namespace patrol::report
