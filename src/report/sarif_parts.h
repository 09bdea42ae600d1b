// SPDX-License-Identifier: Apache-2.0
//
// The objects of a SARIF log, each as JSON text on one line (see
// json_parts.h for why texts). Section numbers in the sources are those of
// the OASIS standard "SARIF Version 2.1.0".
#pragma once

#include <cstddef>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "model/report.h"
#include "report/mask.h"

namespace patrol::report {

// What code scanning takes of one run; it refuses files with more.
inline constexpr std::size_t kMaxResults = 25000;

// The whole log with the first `max_results` findings; a notification says
// how many it leaves out.
void write_sarif_log(const Report& report, std::size_t max_results,
                     std::ostream& out);

// The rules that have results, sorted by id, and where each stands: a result
// names its rule by index.
class RuleTable {
 public:
  explicit RuleTable(const std::vector<const Finding*>& results);

  const std::vector<const Rule*>& rules() const { return rules_; }
  std::size_t index_of(const Rule& rule) const;

 private:
  std::vector<const Rule*> rules_;
  std::map<std::string_view, std::size_t> index_;  // by rule id
};

// run.tool (3.18), with the rules.
std::string sarif_tool(const RuleTable& rules);
// run.taxonomies (3.14.8): the one weakness all rules are about.
std::string sarif_taxonomies();
// One element of run.results (3.27).
std::string sarif_result(const Report& report, const Finding& finding,
                         std::size_t rule_index, const SecretMask& mask);
// run.invocations (3.20): when it ran and what it could not read. `left_out`
// counts findings above kMaxResults.
std::string sarif_invocations(const Report& report, const SecretMask& mask,
                              std::size_t left_out);
// run.versionControlProvenance (3.23); "" when the repository has no URL.
std::string sarif_provenance(const Report& report, const SecretMask& mask);
// run.properties: the coverage in numbers.
std::string sarif_run_properties(const Report& report);

// Plain text as a SARIF message (3.11): control bytes escaped, and the
// characters that would start a link or a placeholder.
std::string sarif_message(std::string_view text);

}  // namespace patrol::report
