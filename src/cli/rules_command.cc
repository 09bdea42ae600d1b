// SPDX-License-Identifier: Apache-2.0
#include "cli/rules_command.h"

#include <algorithm>
#include <iomanip>
#include <iostream>

#include "base/glob.h"
#include "base/suggestion.h"
#include "cli/exit_code.h"
#include "cli/message.h"
#include "match/bare_anchor.h"
#include "match/cost.h"
#include "report/writer.h"
#include "rules/loader.h"
#include "scan/engine.h"
#include "scan/rule_test.h"
#include "verify/verifier.h"

namespace patrol::cli {
namespace {

bool is_named(const Rule& rule, const std::string& name) {
  return base::glob_match(name, rule.id) || name == rule.provider;
}

void print_row(const Rule& rule) {
  std::cout << std::left << std::setw(44) << rule.id << std::setw(10)
            << to_string(rule.severity) << std::setw(8)
            << to_string(rule.confidence) << std::setw(24)
            << (rule.verifier.empty() ? "-" : rule.verifier)
            << report::printable(rule.name) << '\n';
}

std::string proof_of(const Rule& rule) {
  if (rule.verifier.empty()) return "none offline";
  if (rule.recipes.empty()) return rule.verifier;
  return rule.verifier + ", a CRC-32 as its file describes";
}

void print_in_full(const Rule& rule) {
  auto line = [](const char* key, std::string_view value) {
    std::cout << "  " << std::left << std::setw(12) << key
              << report::printable(value) << '\n';
  };
  std::cout << rule.id << '\n';
  line("name", rule.name);
  line("provider", rule.provider_name);
  line("severity", to_string(rule.severity));
  line("confidence", to_string(rule.confidence));
  line("grants", rule.grants);
  line("proof", proof_of(rule));
  line("revoke", rule.revoke);
  line("rotate", rule.rotate);
  line("page", rule.page);
  line("pattern", rule.pattern);
  if (rule.anchor != rule.pattern) line("anchor", rule.anchor);
  line("defined in", rule.file + ":" + std::to_string(rule.line));
}

// The rules of the files named on the command line, else the built-in ones,
// with their examples.
absl::StatusOr<RuleSet> rules_with_examples(const Arguments& arguments) {
  RuleSet set;
  if (!arguments.scan.rules.files.empty()) {
    return scan::load_user_rules(arguments.scan.rules.files);
  }
  for (const auto& [file, text] : scan::builtin_rule_files()) {
    absl::StatusOr<std::vector<Rule>> rules = rules::parse_rules(text, file);
    if (!rules.ok()) return rules.status();
    std::move(rules->begin(), rules->end(), std::back_inserter(set.rules));
  }
  return set;
}

// Of rules of users whose cost explodes on a text made for it.
void warn_of_costs(const RuleSet& rules) {
  for (const Rule& rule : rules.rules) {
    if (rule.anchor_at.line == 0) continue;
    absl::StatusOr<match::Cost> cost = match::measure_cost(rule);
    const std::string why =
        cost.ok() ? match::cost_complaint(*cost) : std::string();
    if (!why.empty()) complain(complaint(rule, rule.pattern_at, why));
  }
}

}  // namespace

bool is_wanted(const Arguments& arguments, const Rule& rule) {
  const auto& names = arguments.names;
  return names.empty() ||
         std::any_of(names.begin(), names.end(), [&](const std::string& name) {
           return is_named(rule, name);
         });
}

absl::Status check_names(const Arguments& arguments, const RuleSet& set) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : set.rules) ids.push_back(rule.id);
  for (const std::string& name : arguments.names) {
    if (std::any_of(set.rules.begin(), set.rules.end(), [&](const Rule& rule) {
          return is_named(rule, name);
        })) {
      continue;
    }
    return absl::NotFoundError("no rule of that name: '" + name + "'" +
                               base::suggestion(name, ids) +
                               "; 'patrol rules list' prints the ids, and "
                               "files go with --rules");
  }
  return absl::OkStatus();
}

std::string counted(std::size_t number, const std::string& noun) {
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

void warn_of_bare_anchors(const RuleSet& rules) {
  for (const Rule& rule : rules.rules) {
    // The build has checked the built-in ones, which have no such place.
    const bool is_builtin = rule.anchor_at.line == 0;
    if (is_builtin || rule.prefixed_run || !match::is_bare(rule.anchor)) {
      continue;
    }
    complain(complaint(rule, rule.anchor_at, match::kBareAnchor));
  }
}

int run_rules_list(const Arguments& arguments) {
  if (arguments.verifiers) {
    for (std::string_view name : verify::verifier_names()) {
      std::cout << name << '\n';
    }
    return kClean;
  }
  auto engine = scan::Engine::create(arguments.scan.rules);
  if (!engine.ok()) return fail(engine.status());
  const RuleSet& set = (*engine)->rules();
  if (absl::Status ok = check_names(arguments, set); !ok.ok()) return fail(ok);
  for (const Rule& rule : set.rules) {
    if (is_wanted(arguments, rule)) print_row(rule);
  }
  return kClean;
}

int run_rules_explain(const Arguments& arguments) {
  auto engine = scan::Engine::create(arguments.scan.rules);
  if (!engine.ok()) return fail(engine.status());
  const RuleSet& set = (*engine)->rules();
  if (absl::Status ok = check_names(arguments, set); !ok.ok()) return fail(ok);
  bool found = false;
  for (const Rule& rule : set.rules) {
    if (!is_wanted(arguments, rule)) continue;
    if (found) std::cout << '\n';
    print_in_full(rule);
    found = true;
  }
  return kClean;
}

int run_rules_test(const Arguments& arguments) {
  absl::StatusOr<RuleSet> tested = rules_with_examples(arguments);
  if (!tested.ok()) return fail(tested.status());
  auto engine = scan::Engine::create(arguments.scan.rules);
  if (!engine.ok()) return fail(engine.status());
  if (absl::Status ok = check_names(arguments, *tested); !ok.ok()) {
    return fail(ok);
  }
  warn_of_bare_anchors((*engine)->rules());
  warn_of_costs((*engine)->rules());
  std::size_t rules = 0, examples = 0, failed = 0;
  for (const Rule& rule : tested->rules) {
    if (!is_wanted(arguments, rule)) continue;
    ++rules;
    examples += rule.examples.size() + rule.counter_examples.size();
    for (const std::string& failure : scan::test_rule(**engine, rule)) {
      ++failed;
      std::cout << report::printable(failure) << '\n';
    }
    if (!rule.verifier.empty() && rule.recipes.empty() &&
        !verify::find_verifier(rule.verifier)) {
      ++failed;
      std::cout << rule.file << ":" << rule.line << ": " << rule.id
                << ": there is no verifier '" << rule.verifier << "'\n";
    }
  }
  std::cout << counted(rules, "rule") << ", " << counted(examples, "example")
            << ", " << failed << " failed\n";
  return failed == 0 ? kClean : kFindings;
}

}  // namespace patrol::cli
