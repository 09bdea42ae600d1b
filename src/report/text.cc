// SPDX-License-Identifier: Apache-2.0
//
// The report for people. The findings come ranked; neighbours of one rule form
// a group, whose advice is told once. The last lines sum up, since they are
// what stays on a terminal: findings, what was held back, what was read.
#include <cstdio>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "report/formats.h"
#include "report/mask.h"
#include "report/paint.h"
#include "report/text_parts.h"
#include "report/words.h"
#include "report/wrap.h"

namespace patrol::report {
namespace {

// Of a reason's kept gaps; the line at the end has all numbers.
constexpr std::size_t kGapsInFull = 5;

void write_findings(const std::vector<Finding>& findings, TextBlocks& blocks) {
  std::set<std::string_view> advised;  // rule ids
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Rule& rule = *findings[i].rule;
    if (i == 0 || findings[i - 1].rule != &rule) blocks.rule_head(rule);
    blocks.finding(findings[i]);
    if (i + 1 < findings.size() && findings[i + 1].rule == &rule) continue;
    if (advised.insert(rule.id).second) {
      blocks.advice(rule);
    } else {
      blocks.same_advice();
    }
  }
}

// No advice: nothing is to be done about what is held back.
void write_suppressed(const std::vector<Finding>& findings,
                      TextBlocks& blocks) {
  const Rule* group = nullptr;
  for (const Finding& finding : findings) {
    if (finding.rule != group) blocks.rule_head(*finding.rule);
    group = finding.rule;
    blocks.finding(finding);
  }
}

void write_gaps_of(GapReason reason, std::uint64_t count, const Report& report,
                   const SecretMask& mask, std::ostream& out) {
  std::uint64_t told = 0;
  for (const Gap& gap : report.coverage.gaps) {
    if (gap.reason != reason || told == kGapsInFull) continue;
    ++told;
    out << "  " << to_string(reason) << "  " << printable(mask.apply(gap.what));
    if (!gap.detail.empty()) out << "  " << printable(mask.apply(gap.detail));
    out << '\n';
  }
  if (told > 0 && told < count) {
    out << "  " << to_string(reason) << "  … and " << grouped(count - told)
        << " more\n";
  }
}

void write_gaps(const Report& report, const SecretMask& mask,
                std::ostream& out) {
  if (report.coverage.complete()) return;
  out << "Not read, so secrets may be left in it:\n";
  for (const auto& [reason, count] : report.coverage.not_read) {
    if (is_gap(reason)) write_gaps_of(reason, count, report, mask, out);
  }
  out << '\n';
}

std::string found_words(const Report& report, const Tally& counts) {
  std::vector<std::string> severities;
  for (const Severity severity : kSeverities) {
    const auto count = counts.by_severity[static_cast<std::size_t>(severity)];
    if (count == 0) continue;
    severities.push_back(grouped(count) + " " +
                         std::string(to_string(severity)));
  }
  const auto proved = counts.by_proof[static_cast<std::size_t>(Proof::valid)];
  return "Found " + count_of(report.findings.size(), "secret") + ": " +
         joined(severities) + "; " + grouped(proved) + " proved, " +
         grouped(report.findings.size() - proved) + " without proof.";
}

// Says whether all is well; the coverage line follows on the same line.
std::string clean_words(const Report& report) {
  return report.coverage.complete() && !report.interrupted
             ? "No secrets found. "
             : "No secrets found in what was read. ";
}

void write_held_back(const Report& report, const WriteOptions& options,
                     std::ostream& out) {
  std::uint64_t sum = 0;
  std::vector<std::string> parts;
  for (const auto& [reason, count] : report.held_back) {
    if (count == 0) continue;
    sum += count;
    parts.push_back(grouped(count) + " " + std::string(to_string(reason)));
  }
  if (sum == 0) return;
  out << "Held back " << grouped(sum) << ": " << joined(parts);
  out << (options.show_suppressed ? ".\n"
                                  : " (--show-suppressed shows them).\n");
}

void write_stats(const Report& report, std::ostream& out) {
  for (const StageTime& stage : report.stages) {
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%10.3f s  ", stage.seconds);
    out << seconds << printable(stage.stage) << '\n';
  }
  const MatchCounters& counters = report.counters;
  if (report.inflated_bytes > 0) {
    out << "  inflated " << size_of(report.inflated_bytes) << "; traced "
        << grouped(report.traced_objects) << " objects\n";
  }
  out << "  searched " << size_of(counters.bytes) << " of "
      << size_of(report.coverage.bytes) << ": " << grouped(counters.hits)
      << " hits of anchors, " << grouped(counters.confirmations)
      << " confirmations, " << grouped(counters.matches) << " matches\n\n";
}

void write_lines(const Report& report, const WriteOptions& options,
                 std::ostream& out) {
  const SecretMask mask(report, options.show_secrets);
  const Paint paint(options.colour);
  TextBlocks blocks(report, mask, paint, out);
  if (report.interrupted) {
    out << paint.yellow("PARTIAL REPORT: the scan was interrupted.") << "\n\n";
  }
  write_findings(report.findings, blocks);
  if (options.show_suppressed && !report.suppressed.empty()) {
    out << "Held back, each for the reason beside it:\n\n";
    write_suppressed(report.suppressed, blocks);
  }
  if (options.stats) write_stats(report, out);
  write_gaps(report, mask, out);
  const Tally counts = tally(report);
  write_held_back(report, options, out);
  if (report.findings.empty()) {
    out << paint.green(clean_words(report));
  } else {
    out << paint.bold(found_words(report, counts)) << '\n';
  }
  out << coverage_line(report, mask) << '\n';
}

}  // namespace

void write_text(const Report& report, const WriteOptions& options,
                std::ostream& out) {
  if (options.width == 0) return write_lines(report, options, out);
  std::ostringstream lines;
  write_lines(report, options, lines);
  out << wrapped(lines.str(), options.width);
}

std::string summary_line(const Report& report) {
  const SecretMask mask(report, false);
  const std::string found = report.findings.empty()
                                ? clean_words(report)
                                : found_words(report, tally(report)) + " ";
  return found + coverage_line(report, mask);
}

}  // namespace patrol::report
