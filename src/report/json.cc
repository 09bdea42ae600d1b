// SPDX-License-Identifier: Apache-2.0
#include <string_view>
#include <vector>

#include "report/formats.h"
#include "report/json_parts.h"

namespace patrol::report {
namespace {

// ,"name":[…] with one finding a line: the report is greppable, and comparing
// two of them shows whole findings.
void write_list(std::string_view name, const std::vector<Finding>& findings,
                const SecretMask& mask, std::ostream& out) {
  out << ",\n\"" << name << "\":[";
  std::string_view separator = "\n";
  for (const Finding& finding : findings) {
    out << separator << finding_json(finding, mask);
    separator = ",\n";
  }
  out << (findings.empty() ? "]" : "\n]");
}

}  // namespace

void write_json(const Report& report, const WriteOptions& options,
                std::ostream& out) {
  const SecretMask mask(report, options.show_secrets);
  out << "{\"schema_version\":\"" << kSchemaVersion << '"'
      << ",\n\"tool\":" << tool_json()
      << ",\n\"scan\":" << scan_json(report, mask);
  write_list("findings", report.findings, mask, out);
  if (options.show_suppressed) {
    write_list("suppressed", report.suppressed, mask, out);
  }
  out << ",\n\"summary\":" << summary_json(report)
      << ",\n\"coverage\":" << coverage_json(report.coverage, mask) << "}\n";
}

}  // namespace patrol::report
