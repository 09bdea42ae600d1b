// SPDX-License-Identifier: Apache-2.0
#include "report/formats.h"
#include "report/json_parts.h"

namespace patrol::report {

// A reader that sees no summary line knows that the report was cut off.
void write_ndjson(const Report& report, const WriteOptions& options,
                  std::ostream& out) {
  const SecretMask mask(report, options.show_secrets);
  for (const Finding& finding : report.findings) {
    out << finding_json(finding, mask, "finding") << '\n';
  }
  if (options.show_suppressed) {
    for (const Finding& finding : report.suppressed) {
      out << finding_json(finding, mask, "suppressed") << '\n';
    }
  }
  out << "{\"type\":\"summary\",\"schema_version\":\"" << kSchemaVersion
      << "\",\"tool\":" << tool_json()
      << ",\"scan\":" << scan_json(report, mask)
      << ",\"summary\":" << summary_json(report)
      << ",\"coverage\":" << coverage_json(report.coverage, mask) << "}\n";
}

}  // namespace patrol::report
