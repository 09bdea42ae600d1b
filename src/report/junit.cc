// SPDX-License-Identifier: Apache-2.0
//
// JUnit XML as CI servers show it: one suite, a failed case for each finding,
// an erroneous one for each reason that something was not read. A case keeps
// its name from run to run, by rule, path and fingerprint. A clean scan is one
// case that passed, since servers take a suite without cases for a mistake.
#include <algorithm>

#include "report/formats.h"
#include "report/markup.h"
#include "report/phrases.h"
#include "report/words.h"

namespace patrol::report {
namespace {

constexpr std::size_t kShownDigits = 12;  // of a fingerprint
constexpr std::size_t kPlacesInFull = 20;

std::string attribute(std::string_view name, std::string_view value) {
  std::string text = " ";
  return text.append(name).append("=\"").append(xml_escape(value)).append("\"");
}

std::string case_head(const Report& report, const Finding& finding,
                      const SecretMask& mask) {
  const Location& at = finding.primary();
  const std::string path = mask.apply(path_in_checkout(at));
  const std::string place = path.empty() ? place_words(report, at, mask) : path;
  std::string head =
      "<testcase" + attribute("classname", "patrol." + finding.rule->id) +
      attribute("name", place + " (" +
                            finding.fingerprint.substr(0, kShownDigits) + ")");
  if (!path.empty()) {
    head += attribute("file", path) +
            attribute("line", std::to_string(at.line));
  }
  return head + attribute("time", "0") + ">";
}

// The body of a failure, a line each: what people read when they click it.
void write_details(const Report& report, const Finding& finding,
                   const SecretMask& mask, std::ostream& out) {
  const auto line = [&](std::string_view label, const std::string& text) {
    if (!text.empty()) out << label << xml_escape(text) << '\n';
  };
  std::size_t told = 0;
  for (const Location& at : finding.locations) {
    if (told++ == kPlacesInFull) break;
    const std::string where = whereabouts(at, mask);
    line("at ", place_words(report, at, mask) +
                    (at.encodings.empty() ? "" : " (" + at.encodings.name() + ")") +
                    (where.empty() ? "" : ", " + where));
  }
  if (finding.locations.size() > kPlacesInFull) {
    line("and ", grouped(finding.locations.size() - kPlacesInFull) + " more");
  }
  line("grants: ", one_line(finding.rule->grants));
  line("revoke: ", one_line(finding.rule->revoke));
  line("rotate: ", one_line(finding.rule->rotate));
  line("page: ", one_line(finding.rule->page));
  line("fingerprint: ", finding.fingerprint);
}

void write_failure(const Report& report, const Finding& finding,
                   const SecretMask& mask, std::ostream& out) {
  out << "  " << case_head(report, finding, mask) << "\n    <failure"
      << attribute("type", to_string(severity_of(finding)))
      << attribute("message", sentence(finding, mask)) << ">";
  write_details(report, finding, mask, out);
  out << "</failure>\n  </testcase>\n";
}

void write_skipped(const Report& report, const Finding& finding,
                   const SecretMask& mask, std::ostream& out) {
  out << "  " << case_head(report, finding, mask) << "<skipped"
      << attribute("message",
                   "held back: " + std::string(to_string(finding.suppression)) +
                       "; " + sentence(finding, mask))
      << "/></testcase>\n";
}

void write_gap(const Report& report, GapReason reason, std::uint64_t count,
               const SecretMask& mask, std::ostream& out) {
  out << "  <testcase" << attribute("classname", "patrol.coverage")
      << attribute("name", to_string(reason)) << attribute("time", "0")
      << ">\n    <error" << attribute("type", to_string(reason))
      << attribute("message", "not read, so secrets may be left in it: " +
                                  count_of(count, "item"))
      << ">";
  for (const Gap& gap : report.coverage.gaps) {
    if (gap.reason != reason) continue;
    out << xml_escape(mask.apply(gap.what) + "  " + mask.apply(gap.detail))
        << '\n';
  }
  out << "</error>\n  </testcase>\n";
}

struct Counts {
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
};

Counts counts_of(const Report& report, bool with_suppressed) {
  Counts counts;
  counts.failures = report.findings.size();
  counts.skipped = with_suppressed ? report.suppressed.size() : 0;
  for (const auto& [reason, count] : report.coverage.not_read) {
    if (is_gap(reason) && count > 0) ++counts.errors;
  }
  counts.tests = counts.failures + counts.errors + counts.skipped;
  if (counts.failures + counts.errors == 0) ++counts.tests;
  return counts;
}

std::string suite_attributes(const Report& report, const Counts& counts) {
  const auto seconds = std::max<std::int64_t>(
      0, report.end_time - report.start_time);
  std::string start = iso_time(report.start_time);
  if (!start.empty()) start.pop_back();  // the schema has no zone
  return attribute("name", "patrol") +
         attribute("tests", std::to_string(counts.tests)) +
         attribute("failures", std::to_string(counts.failures)) +
         attribute("errors", std::to_string(counts.errors)) +
         attribute("skipped", std::to_string(counts.skipped)) +
         attribute("time", std::to_string(seconds)) +
         (start.empty() ? "" : attribute("timestamp", start));
}

}  // namespace

void write_junit(const Report& report, const WriteOptions& options,
                 std::ostream& out) {
  const SecretMask mask(report, false);
  const Counts counts = counts_of(report, options.show_suppressed);
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite"
      << suite_attributes(report, counts) << ">\n";
  for (const Finding& finding : report.findings) {
    write_failure(report, finding, mask, out);
  }
  for (const auto& [reason, count] : report.coverage.not_read) {
    if (is_gap(reason) && count > 0) write_gap(report, reason, count, mask, out);
  }
  if (counts.failures + counts.errors == 0) {
    out << "  <testcase classname=\"patrol\" name=\"no secrets found\" "
           "time=\"0\"/>\n";
  }
  if (options.show_suppressed) {
    for (const Finding& finding : report.suppressed) {
      write_skipped(report, finding, mask, out);
    }
  }
  out << "  <system-out>" << xml_escape(summary_line(report))
      << "</system-out>\n</testsuite>\n</testsuites>\n";
}

}  // namespace patrol::report
