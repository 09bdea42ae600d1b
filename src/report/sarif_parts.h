// SPDX-License-Identifier: Apache-2.0
//
// The objects of a SARIF log, each as JSON text on one line (see
// json_parts.h for why texts). Section numbers in the sources are those of
// the OASIS standard "SARIF Version 2.1.0".
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/report.h"
#include "report/mask.h"
#include "report/writer.h"

namespace patrol::report {

// Of a result.
inline constexpr std::size_t kMaxRelated = 4;  // 25,000 results stay below 10 MB
inline constexpr std::size_t kMaxLocations = 100;  // of the generic profile
inline constexpr std::size_t kLineHashDigits = 16;

// What code scanning takes: it refuses files with more results or, compressed,
// more bytes; and of what it takes it keeps so many results, the severest.
struct SarifLimits {
  std::size_t results = 25000;
  std::size_t kept = 5000;
  std::size_t packed_bytes = std::size_t{10} << 20;
};

// The whole log for code scanning, with as many findings as the limits allow;
// notifications say what is cut.
std::string github_sarif(const Report& report, const SarifLimits& limits = {});

// What was left out, and what the reader will.
struct Cut {
  std::size_t left_out = 0;  // for the limit of results or of bytes
  std::size_t dropped = 0;   // by code scanning, above SarifLimits::kept
};

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
struct ResultContext {
  std::size_t rule_index = 0;
  SarifProfile profile = SarifProfile::github;
  bool shows_suppressions = false;  // then all results say theirs (3.27.23)
  bool shares_line_hash = false;    // see LineHashes
};
std::string sarif_result(const Report& report, const Finding& finding,
                         const ResultContext& context, const SecretMask& mask);

// Code scanning knows an alert by rule, path and line hash. Secrets of one rule
// on one line, as in a file without lines, would be one alert to it, so all but
// one of them go by their own fingerprint: the one with the least.
class LineHashes {
 public:
  explicit LineHashes(const std::vector<const Finding*>& results);
  bool is_shared(const Finding& finding) const;

 private:
  std::map<std::string, std::string_view> least_;  // fingerprint
};

// The notifications about it: id and text, not escaped.
std::vector<std::pair<std::string, std::string>> cut_notes(const Cut& cut);

// The log with so many results, `most` or fewer, that it is small enough when it
// is compressed.
std::string fitting(std::size_t most, const SarifLimits& limits,
                    const std::function<std::string(std::size_t)>& log_of);

// run.invocations (3.20): when it ran, what it could not read and what is cut.
std::string sarif_invocations(const Report& report, const SecretMask& mask,
                              const Cut& cut);
// run.versionControlProvenance (3.23); "" when the repository has no URL.
std::string sarif_provenance(const Report& report, const SecretMask& mask);
// run.properties: the coverage in numbers.
std::string sarif_run_properties(const Report& report, SarifProfile profile);
std::string_view to_string(SarifProfile profile);

// Plain text as a SARIF message (3.11): control bytes escaped, and the
// characters that would start a link or a placeholder.
std::string sarif_message(std::string_view text);

}  // namespace patrol::report
