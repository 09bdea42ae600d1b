// SPDX-License-Identifier: Apache-2.0
//
// For spreadsheets: RFC 4180, with a header and one record a place, so that
// filtering by path or author finds all. The fingerprint joins the places of a
// secret. Secrets are masked whatever the options say: sheets get around.
#include <array>

#include "report/formats.h"
#include "report/markup.h"
#include "report/phrases.h"
#include "report/words.h"

namespace patrol::report {
namespace {

constexpr std::array<std::string_view, 25> kColumns = {
    "severity", "rule",       "name",   "issuer",      "confidence",
    "proof",    "labels",     "secret", "tells",       "place",
    "path",     "line",       "column", "encoding",    "in_head",
    "reach",    "ref",        "commit", "author",      "author_time",
    "also",     "path_hint",  "page",   "suppression", "fingerprint"};

using Record = std::array<std::string, kColumns.size()>;

std::string_view head_word(const Location& at) {
  if (!at.head_known) return "";
  return at.in_head ? "yes" : "no";
}

Record record_of(const Finding& finding, const Location& at,
                 const SecretMask& mask) {
  const Rule& rule = *finding.rule;
  return {std::string(to_string(severity_of(finding))),
          rule.id,
          one_line(rule.name),
          one_line(rule.provider_name),
          std::string(to_string(rule.confidence)),
          proof_phrase(finding.verdict),
          joined(labels_of(finding.verdict)),
          mask.shown(finding),
          facts_words(finding.verdict, mask),
          std::string(to_string(at.place)),
          mask.apply(path_in_checkout(at)),
          std::to_string(at.line),
          std::to_string(at.column),
          at.encodings.name(),
          std::string(head_word(at)),
          std::string(to_string(at.reach)),
          mask.apply(holder_of(at)),
          at.commit.hex(),
          mask.apply(at.author),
          iso_time(at.author_time),
          joined(finding.also),
          std::string(finding.path_hint),
          rule.page,
          std::string(finding.suppression == Suppression::no
                          ? ""
                          : to_string(finding.suppression)),
          finding.fingerprint};
}

template <typename Fields>
void write_record(const Fields& fields, std::ostream& out) {
  std::string_view separator;
  for (const auto& field : fields) {
    out << separator << csv_field(field);
    separator = ",";
  }
  out << "\r\n";
}

void write_findings(const std::vector<Finding>& findings,
                    const SecretMask& mask, std::ostream& out) {
  for (const Finding& finding : findings) {
    for (const Location& at : finding.locations) {
      write_record(record_of(finding, at, mask), out);
    }
  }
}

}  // namespace

void write_csv(const Report& report, const WriteOptions& options,
               std::ostream& out) {
  const SecretMask mask(report, false);
  write_record(kColumns, out);
  write_findings(report.findings, mask, out);
  if (options.show_suppressed) write_findings(report.suppressed, mask, out);
}

}  // namespace patrol::report
