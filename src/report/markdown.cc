// SPDX-License-Identifier: Apache-2.0
//
// For the summary of a CI job, or a merge request: a table, worst first, and
// what to do. GitHub takes 1 MiB of a step and nothing above, so each part has
// a budget, and says what it leaves out.
#include <set>
#include <string>
#include <vector>

#include "report/formats.h"
#include "report/markup.h"
#include "report/phrases.h"
#include "report/utf8.h"
#include "report/words.h"

namespace patrol::report {
namespace {

constexpr std::size_t kTableBytes = 600'000;
constexpr std::size_t kAdviceBytes = 200'000;
constexpr std::size_t kGapBytes = 100'000;
constexpr std::size_t kLongest = 500;  // of one text of the repository
constexpr std::size_t kShownDigits = 12;  // of a fingerprint

// Passes lines on until they would not fit.
class Budget {
 public:
  Budget(std::size_t bytes, std::ostream& out) : left_(bytes), out_(out) {}

  void line(const std::string& text) {
    if (left_out_ > 0 || text.size() + 1 > left_) {
      ++left_out_;
      return;
    }
    left_ -= text.size() + 1;
    out_ << text << '\n';
  }
  std::uint64_t left_out() const { return left_out_; }

 private:
  std::size_t left_;
  std::uint64_t left_out_ = 0;
  std::ostream& out_;
};

std::string code(std::string_view text) {
  const std::string_view cut = cut_utf8(text, kLongest);
  return markdown_code(cut) + (cut.size() < text.size() ? "…" : "");
}

std::string text_of(std::string_view text) {
  const std::string_view cut = cut_utf8(text, kLongest);
  return markdown_text(cut) + (cut.size() < text.size() ? "…" : "");
}

std::string where_cell(const Report& report, const Finding& finding,
                       const SecretMask& mask) {
  const Location& at = finding.primary();
  std::string cell = code(place_words(report, at, mask));
  if (!at.encodings.empty()) cell += " " + text_of(at.encodings.name());
  const std::string state = whereabouts(at, mask);
  if (!state.empty()) cell += "<br>" + text_of(state);
  if (finding.locations.size() > 1) {
    cell += "<br>and " + count_of(finding.locations.size() - 1, "more place");
  }
  return cell;
}

std::string added_cell(const Location& at) {
  if (at.commit.empty()) return "";
  const std::string day = iso_time(at.author_time).substr(0, 10);
  return code(short_id(at.commit)) + (day.empty() ? "" : "<br>" + day);
}

std::string proof_cell(const Finding& finding, const SecretMask& mask) {
  std::string cell = proof_phrase(finding.verdict);
  for (const std::string& label : labels_of(finding.verdict)) {
    cell += ", " + label;
  }
  const std::string facts = facts_words(finding.verdict, mask);
  if (!facts.empty()) cell += "<br>it tells: " + text_of(facts);
  if (finding.suppression != Suppression::no) {
    cell += "<br>held back: " + std::string(to_string(finding.suppression));
  }
  return cell;
}

std::string row(const Report& report, const Finding& finding,
                const SecretMask& mask) {
  return "| " + std::string(to_string(severity_of(finding))) + " | " +
         text_of(one_line(finding.rule->name)) + "<br>" +
         code(mask.shown(finding)) + " | " +
         where_cell(report, finding, mask) + " | " +
         proof_cell(finding, mask) + " | " + added_cell(finding.primary()) +
         " | " + code(finding.fingerprint.substr(0, kShownDigits)) + " |";
}

void write_table(std::string_view title, const std::vector<Finding>& findings,
                 const Report& report, const SecretMask& mask,
                 std::ostream& out) {
  if (findings.empty()) return;
  out << "\n### " << title << "\n\n"
      << "| Severity | Secret | Where | Proof | Added in | Fingerprint |\n"
      << "|---|---|---|---|---|---|\n";
  Budget rows(kTableBytes / (report.suppressed.empty() ? 1 : 2), out);
  for (const Finding& finding : findings) {
    rows.line(row(report, finding, mask));
  }
  if (rows.left_out() == 0) return;
  out << "\n**" << grouped(rows.left_out())
      << " more** do not fit into a job summary; other formats have all.\n";
}

void write_advice(const Report& report, std::ostream& out) {
  if (report.findings.empty()) return;
  out << "\n### What to do\n\n"
      << "Removing a secret from the code does not end its life: revoke it.\n\n";
  Budget lines(kAdviceBytes, out);
  std::set<std::string_view> told;
  for (const Finding& finding : report.findings) {
    const Rule& rule = *finding.rule;
    if (!told.insert(rule.id).second) continue;
    lines.line("- **" + text_of(one_line(rule.name)) + "** (" + code(rule.id) +
               "): " + text_of(one_line(rule.revoke)) + " " +
               text_of(one_line(rule.rotate)));
  }
  if (lines.left_out() > 0) {
    out << "- and " << count_of(lines.left_out(), "more rule") << '\n';
  }
}

void write_gaps(const Report& report, const SecretMask& mask,
                std::ostream& out) {
  if (report.coverage.complete()) return;
  out << "\n### Not read, so secrets may be left in it\n\n";
  Budget lines(kGapBytes, out);
  for (const auto& [reason, count] : report.coverage.not_read) {
    if (!is_gap(reason) || count == 0) continue;
    lines.line("- " + std::string(to_string(reason)) + ": " + grouped(count));
    for (const Gap& gap : report.coverage.gaps) {
      if (gap.reason != reason) continue;
      lines.line("  - " + code(mask.apply(gap.what)) + " " +
                 text_of(mask.apply(gap.detail)));
    }
  }
}

}  // namespace

void write_markdown(const Report& report, const WriteOptions& options,
                    std::ostream& out) {
  const SecretMask mask(report, false);
  out << "## patrol: "
      << (report.findings.empty()
              ? "no secrets found"
              : count_of(report.findings.size(), "secret") + " found")
      << "\n\n" << text_of(summary_line(report)) << '\n';
  write_table("Findings", report.findings, report, mask, out);
  write_advice(report, out);
  if (options.show_suppressed) {
    write_table("Held back", report.suppressed, report, mask, out);
  }
  write_gaps(report, mask, out);
}

}  // namespace patrol::report
