// SPDX-License-Identifier: Apache-2.0
#include <ctime>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "cli/exit_code.h"
#include "cli/message.h"
#include "cli/rules_command.h"
#include "report/writer.h"
#include "scan/pipeline.h"
#include "verify/verifier.h"

namespace patrol::cli {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;

std::string read_token() {
  std::string text;
  char piece[4096];
  while (std::cin.read(piece, sizeof piece), std::cin.gcount() > 0) {
    text.append(piece, static_cast<std::size_t>(std::cin.gcount()));
    if (text.size() > kMostBytes) break;
  }
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  text.erase(end == std::string::npos ? 0 : end + 1);
  return text;
}

void print_field(std::string_view name, std::string_view value) {
  std::cout << "  " << name << std::string(14 - std::min<std::size_t>(13, name.size()), ' ')
            << report::printable(value) << '\n';
}

std::string verdict_words(const Verdict& verdict) {
  std::string words(to_string(verdict.proof));
  if (verdict.kind != ProofKind::none) {
    words += " (" + std::string(to_string(verdict.kind)) + ")";
  }
  if (!verdict.reason.empty()) words += ": " + verdict.reason;
  if (verdict.known_example) words += ", known example";
  if (verdict.canary) words += ", canary";
  if (verdict.expired) words += ", expired";
  return words;
}

void print_text(const Finding& finding) {
  std::cout << finding.rule->name << " (" << finding.rule->id << ")\n";
  print_field("secret", report::redact(finding.secret));
  print_field("verdict", verdict_words(finding.verdict));
  for (const Fact& fact : finding.verdict.facts) {
    print_field(fact.name, fact.value);
  }
  if (finding.suppression != Suppression::no) {
    print_field("held back", to_string(finding.suppression));
  }
  print_field("grants", finding.rule->grants);
  print_field("revoke", finding.rule->revoke);
  print_field("rotate", finding.rule->rotate);
  print_field("page", finding.rule->page);
}

void print_json(const Finding& finding) {
  nlohmann::ordered_json facts = nlohmann::ordered_json::object();
  for (const Fact& fact : finding.verdict.facts) facts[fact.name] = fact.value;
  const nlohmann::ordered_json line = {
      {"rule", finding.rule->id},
      {"name", finding.rule->name},
      {"secret", report::redact(finding.secret)},
      {"proof", to_string(finding.verdict.proof)},
      {"kind", to_string(finding.verdict.kind)},
      {"reason", finding.verdict.reason},
      {"known_example", finding.verdict.known_example},
      {"canary", finding.verdict.canary},
      {"expired", finding.verdict.expired},
      {"facts", std::move(facts)},
      {"fingerprint", finding.fingerprint}};
  std::cout << line.dump(-1, ' ', false,
                         nlohmann::ordered_json::error_handler_t::replace)
            << '\n';
}

}  // namespace

int run_verify(const Arguments& arguments) {
  if (!arguments.names.empty()) {
    return fail(absl::InvalidArgumentError(
        "the token is read from standard input: printf %s \"$TOKEN\" | patrol "
        "verify\nthe argument may stand in your shell's history now, and "
        "others could see it in the list of processes"));
  }
  const std::string token = read_token();
  if (token.empty()) {
    return fail(absl::InvalidArgumentError(
        "give the token on standard input: printf %s \"$TOKEN\" | patrol "
        "verify"));
  }
  auto engine = scan::Engine::create(arguments.scan.rules);
  if (!engine.ok()) return fail(engine.status());
  auto target = scan::text_target(token);
  scan::ScanOptions options;
  options.show_suppressed = true;
  options.now = std::time(nullptr);
  absl::StatusOr<Report> report = scan::run(*target, **engine, options);
  if (!report.ok()) return fail(report.status());
  bool good = false;
  for (const auto* list : {&report->findings, &report->suppressed}) {
    for (const Finding& finding : *list) {
      good = good || finding.verdict.proof != Proof::invalid;
      arguments.format == "json" ? print_json(finding) : print_text(finding);
    }
  }
  if (report->findings.empty() && report->suppressed.empty()) {
    complain(
        "no rule recognises this; tokens that only their surroundings give "
        "away need them: printf 'NAME=%s' \"$TOKEN\" | patrol verify");
  }
  return good ? kClean : kFindings;
}

}  // namespace patrol::cli
