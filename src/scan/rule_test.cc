// SPDX-License-Identifier: Apache-2.0
#include "scan/rule_test.h"

#include <algorithm>
#include <optional>

#include "report/writer.h"
#include "scan/pipeline.h"

namespace patrol::scan {
namespace {

// 2026-01-01: examples state verdicts that must not change with the calendar.
constexpr std::int64_t kNow = 1767225600;

absl::StatusOr<Report> scan_text(Engine& engine, const std::string& text) {
  std::unique_ptr<Target> target = text_target(text);
  ScanOptions options;
  options.show_suppressed = true;
  options.now = kNow;
  return run(*target, engine, options);
}

std::string label_of(const Verdict& verdict) {
  if (verdict.known_example) return "known_example";
  if (verdict.canary) return "canary";
  return verdict.expired ? "expired" : "";
}

// What was found in place of `example`; nullopt when it is as stated.
std::optional<std::string> check_example(const Report& report, const Rule& rule,
                                         const Example& example) {
  std::string others;
  for (const auto* list : {&report.findings, &report.suppressed}) {
    for (const Finding& finding : *list) {
      const bool held_back = finding.suppression != Suppression::no;
      const std::string seen =
          finding.rule->id + " " + report::redact(finding.secret) + " " +
          std::string(to_string(finding.verdict.proof)) + " " +
          label_of(finding.verdict) + " " +
          (held_back ? std::string(to_string(finding.suppression)) : "") + " " +
          finding.verdict.reason;
      others += "; found: " + seen;
      if (finding.rule->id != rule.id || finding.secret != example.secret) {
        continue;
      }
      const bool meant_to_be_held_back = example.verdict == Proof::invalid ||
                                         example.label == "known_example";
      if (finding.verdict.proof == example.verdict &&
          label_of(finding.verdict) == example.label &&
          held_back == meant_to_be_held_back) {
        return std::nullopt;
      }
    }
  }
  return others.empty() ? "; found nothing" : others;
}

}  // namespace

std::vector<std::string> test_rule(Engine& engine, const Rule& rule) {
  std::vector<std::string> failures;
  auto fail = [&](const char* kind, std::size_t number, const std::string& why) {
    failures.push_back(rule.file + ":" + std::to_string(rule.line) + ": " +
                       rule.id + ": " + kind + " " +
                       std::to_string(number + 1) + why);
  };
  for (std::size_t i = 0; i < rule.examples.size(); ++i) {
    const Example& example = rule.examples[i];
    absl::StatusOr<Report> report = scan_text(engine, example.text);
    if (!report.ok()) {
      fail("example", i, std::string(report.status().message()));
    } else if (auto why = check_example(*report, rule, example)) {
      fail("example", i,
           " should be " + std::string(to_string(example.verdict)) + " " +
               example.label + " " + report::redact(example.secret) + *why);
    }
  }
  for (std::size_t i = 0; i < rule.counter_examples.size(); ++i) {
    absl::StatusOr<Report> report =
        scan_text(engine, rule.counter_examples[i].text);
    if (report.ok() &&
        std::none_of(report->findings.begin(), report->findings.end(),
                     [&](const Finding& f) { return f.rule->id == rule.id; })) {
      continue;
    }
    fail("counter-example", i,
         " is found, but should not be: " + rule.counter_examples[i].reason);
  }
  if (rule.examples.empty()) fail("example", 0, " is missing");
  return failures;
}

}  // namespace patrol::scan
