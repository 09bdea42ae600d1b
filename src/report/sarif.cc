// SPDX-License-Identifier: Apache-2.0
//
// SARIF as code scanning takes it. The order of members is free in JSON; the
// results come last, so that all else is known to a reader that streams.
#include <algorithm>
#include <ostream>
#include <sstream>
#include <string_view>
#include <vector>

#include "base/gzip.h"
#include "report/formats.h"
#include "report/sarif_parts.h"

namespace patrol::report {
namespace {

using Results = std::vector<const Finding*>;

// The worst come first.
void add_results(const std::vector<Finding>& findings, std::size_t most,
                 Results& results) {
  for (const Finding& finding : findings) {
    if (results.size() == most) break;
    results.push_back(&finding);
  }
}

bool is_partial(const Report& report) {
  return report.interrupted || report.narrowed || !report.coverage.complete();
}

// The category of the analysis, up to the last '/' (3.17.3). An upload
// replaces the earlier one of its category and closes the alerts that it lacks,
// so a scan of some changes must not share one with the whole history; nor must
// one that was interrupted or narrowed, or in which not all could be read.
std::string_view category(const Report& report) {
  if (is_partial(report)) return "patrol/partial/";
  if (report.target != "git") return "patrol/directory/";
  if (report.selection != "whole history") return "patrol/changes/";
  return "patrol/history/";
}

void write_log(const Report& report, const Results& results,
               const WriteOptions& options, const Cut& cut, std::ostream& out) {
  const SecretMask mask(report, false);
  const RuleTable rules(results);
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
  out << ",\n\"invocations\":" << sarif_invocations(report, mask, cut)
      << ",\n\"properties\":"
      << sarif_run_properties(report, options.sarif_profile)
      << ",\n\"results\":[";
  const LineHashes hashes(results);
  std::string_view separator = "\n";
  for (const Finding* finding : results) {
    out << separator
        << sarif_result(report, *finding,
                        {.rule_index = rules.index_of(*finding->rule),
                         .profile = options.sarif_profile,
                         .shows_suppressions = options.show_suppressed,
                         .shares_line_hash = hashes.is_shared(*finding)},
                        mask);
    separator = ",\n";
  }
  out << (results.empty() ? "]}]}\n" : "\n]}]}\n");
}

std::string github_log(const Report& report, std::size_t most,
                       const SarifLimits& limits) {
  Results results;
  add_results(report.findings, most, results);
  const std::size_t kept = std::min(results.size(), limits.kept);
  std::ostringstream out;
  write_log(report, results, {},
            {.left_out = report.findings.size() - results.size(),
             .dropped = results.size() - kept},
            out);
  return std::move(out).str();
}

}  // namespace

std::string fitting(std::size_t most, const SarifLimits& limits,
                    const std::function<std::string(std::size_t)>& log_of) {
  std::string log = log_of(most);
  // What is small enough as it is need not be compressed to know it.
  while (log.size() > limits.packed_bytes && most > 0) {
    const std::size_t packed = base::gzip(log).size();
    if (packed <= limits.packed_bytes) break;
    most = std::min(most - 1, most * limits.packed_bytes / packed);
    log = log_of(most);
  }
  return log;
}

std::string github_sarif(const Report& report, const SarifLimits& limits) {
  return fitting(std::min(limits.results, report.findings.size()), limits,
                 [&](std::size_t most) {
                   return github_log(report, most, limits);
                 });
}

void write_sarif(const Report& report, const WriteOptions& options,
                 std::ostream& out) {
  if (options.sarif_profile == SarifProfile::github) {
    out << github_sarif(report);
    return;
  }
  Results results;
  add_results(report.findings, SIZE_MAX, results);
  if (options.show_suppressed) {
    add_results(report.suppressed, SIZE_MAX, results);
  }
  write_log(report, results, options, {}, out);
}

}  // namespace patrol::report
