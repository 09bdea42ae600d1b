// SPDX-License-Identifier: Apache-2.0
//
// SARIF as code scanning takes it. The order of members is free in JSON; the
// results come last, so that all else is known to a reader that streams.
#include <algorithm>
#include <string_view>
#include <vector>

#include "report/formats.h"
#include "report/sarif_parts.h"

namespace patrol::report {
namespace {

std::vector<const Finding*> results_of(const Report& report,
                                       std::size_t max_results) {
  std::vector<const Finding*> results;
  results.reserve(std::min(report.findings.size(), max_results));
  for (const Finding& finding : report.findings) {
    if (results.size() == max_results) break;  // the worst come first
    results.push_back(&finding);
  }
  return results;
}

// The category of the analysis, up to the last '/' (3.17.3). An upload
// replaces the earlier one of its category and closes the alerts that it lacks,
// so a scan of some changes must not share one with the whole history.
std::string_view category(const Report& report) {
  if (report.target != "git") return "patrol/directory/";
  return report.selection == "whole history" ? "patrol/history/"
                                             : "patrol/changes/";
}

}  // namespace

void write_sarif_log(const Report& report, std::size_t max_results,
                     std::ostream& out) {
  const SecretMask mask(report, false);
  const std::vector<const Finding*> results = results_of(report, max_results);
  const RuleTable rules(results);
  const std::size_t left_out = report.findings.size() - results.size();
  out << R"({"$schema":"https://json.schemastore.org/sarif-2.1.0.json",)"
      << "\n\"version\":\"2.1.0\",\n\"runs\":[{\n"
      << "\"tool\":" << sarif_tool(rules)
      << ",\n\"taxonomies\":" << sarif_taxonomies()
      << ",\n\"automationDetails\":{\"id\":\"" << category(report) << "\"}"
      << ",\n\"columnKind\":\"utf16CodeUnits\""
      << ",\n\"originalUriBaseIds\":{\"%SRCROOT%\":{\"description\":"
      << "{\"text\":\"The root of what was scanned.\"}}}";
  const std::string provenance = sarif_provenance(report, mask);
  if (!provenance.empty()) {
    out << ",\n\"versionControlProvenance\":" << provenance;
  }
  out << ",\n\"invocations\":" << sarif_invocations(report, mask, left_out)
      << ",\n\"properties\":" << sarif_run_properties(report)
      << ",\n\"results\":[";
  std::string_view separator = "\n";
  for (const Finding* finding : results) {
    out << separator
        << sarif_result(report, *finding, rules.index_of(*finding->rule), mask);
    separator = ",\n";
  }
  out << (results.empty() ? "]}]}\n" : "\n]}]}\n");
}

void write_sarif(const Report& report, const WriteOptions& /*options*/,
                 std::ostream& out) {
  write_sarif_log(report, kMaxResults, out);
}

}  // namespace patrol::report
