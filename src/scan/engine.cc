// SPDX-License-Identifier: Apache-2.0
#include "scan/engine.h"

#include <algorithm>
#include <filesystem>

#include "base/glob.h"
#include "base/suggestion.h"
#include "builtin/builtin.h"
#include "rules/loader.h"
#include "scan/database_cache.h"
#include "verify/verifier.h"

namespace patrol::scan {
namespace {

// A user's rule replaces the built-in one of the same id.
void add_builtin(RuleSet builtin, RuleSet& set) {
  const std::size_t own = set.rules.size();
  set.rules.reserve(own + builtin.rules.size());
  for (Rule& rule : builtin.rules) {
    auto same_id = [&](const Rule& other) { return other.id == rule.id; };
    const auto end = set.rules.begin() + static_cast<std::ptrdiff_t>(own);
    if (std::none_of(set.rules.begin(), end, same_id)) {
      set.rules.push_back(std::move(rule));
    }
  }
}

bool matches_any(const std::vector<std::string>& globs, const Rule& rule) {
  return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
    return base::glob_match(glob, rule.id);
  });
}

absl::Status check_verifiers(const RuleSet& rules) {
  for (const Rule& rule : rules.rules) {
    if (rule.verifier.empty() || !rule.recipes.empty() ||
        verify::find_verifier(rule.verifier)) {
      continue;
    }
    return absl::InvalidArgumentError(
        rule.file + ":" + std::to_string(rule.line) + ": rule '" + rule.id +
        "': there is no verifier '" + rule.verifier +
        "'; 'patrol rules list --verifiers' prints them");
  }
  return absl::OkStatus();
}

absl::StatusOr<match::Database> cached_database(const RuleSet& rules) {
  if (absl::StatusOr<match::Database> cached = load_cached_database(rules);
      cached.ok()) {
    return cached;
  }
  absl::StatusOr<match::Database> database =
      match::Database::compile(rules, match::Target::this_machine);
  if (database.ok()) store_cached_database(*database, rules);
  return database;
}

}  // namespace

void Engine::adopt(match::Database database) {
  database_ = std::make_unique<match::Database>(std::move(database));
  confirmer_ = std::make_unique<match::Confirmer>(rules_, *database_);
}

std::string Engine::check_id(const std::string& glob) const {
  const absl::StatusOr<RuleSet> builtin =
      rules::deserialise(builtin::rules_bytes());
  std::vector<std::string_view> ids;
  for (const Rule& rule : rules_.rules) ids.push_back(rule.id);
  if (builtin.ok()) {
    for (const Rule& rule : builtin->rules) ids.push_back(rule.id);
  }
  if (std::any_of(ids.begin(), ids.end(), [&](std::string_view id) {
        return base::glob_match(glob, id);
      })) {
    return "";
  }
  return "no rule has the id '" + glob + "'" + base::suggestion(glob, ids);
}

absl::Status Engine::select(const RuleSelection& selection) {
  for (const auto* globs : {&selection.only, &selection.disabled}) {
    for (const std::string& glob : *globs) {
      if (const std::string wrong = check_id(glob); !wrong.empty()) {
        return absl::InvalidArgumentError(
            wrong + "; 'patrol rules list' prints the ids");
      }
    }
  }
  enabled_.clear();
  for (const Rule& rule : rules_.rules) {
    enabled_.push_back(selection.only.empty() ||
                       matches_any(selection.only, rule));
  }
  return disable(selection.disabled);
}

absl::Status Engine::disable(const std::vector<std::string>& globs) {
  for (std::size_t i = 0; i < enabled_.size(); ++i) {
    if (matches_any(globs, rules_.rules[i])) enabled_[i] = false;
  }
  if (std::find(enabled_.begin(), enabled_.end(), true) == enabled_.end()) {
    return absl::InvalidArgumentError(
        "no rule is left to search for; 'patrol rules list' prints the ids");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Engine>> Engine::compile(RuleSet rules) {
  std::unique_ptr<Engine> engine(new Engine());
  engine->rules_ = std::move(rules);
  absl::StatusOr<match::Database> database =
      match::Database::compile(engine->rules_, match::Target::this_machine);
  if (!database.ok()) return database.status();
  engine->adopt(*std::move(database));
  if (absl::Status ok = engine->confirmer_->check(); !ok.ok()) return ok;
  if (absl::Status ok = engine->select({}); !ok.ok()) return ok;
  return engine;
}

absl::StatusOr<std::unique_ptr<Engine>> Engine::create(
    const RuleSelection& selection) {
  std::unique_ptr<Engine> engine(new Engine());
  absl::StatusOr<RuleSet> user = load_user_rules(selection.files);
  if (!user.ok()) return user.status();
  engine->rules_ = *std::move(user);
  const std::size_t own = engine->rules_.rules.size();
  if (selection.builtin) {
    absl::StatusOr<RuleSet> builtin = rules::deserialise(builtin::rules_bytes());
    if (!builtin.ok()) return builtin.status();
    add_builtin(*std::move(builtin), engine->rules_);
  }
  if (engine->rules_.rules.empty()) {
    return absl::InvalidArgumentError(
        "no rules given: --no-builtin-rules needs --rules FILE");
  }
  absl::StatusOr<match::Database> database =
      own > 0 ? cached_database(engine->rules_)
                : match::Database::in_place(builtin::database_bytes(),
                                            engine->rules_);
  // A binary that was built for another processor still works: compile here.
  if (!database.ok() && own == 0) database = cached_database(engine->rules_);
  if (!database.ok()) return database.status();
  engine->adopt(*std::move(database));
  if (own > 0) {
    if (absl::Status ok = engine->confirmer_->check(own); !ok.ok()) return ok;
    if (absl::Status ok = check_verifiers(engine->rules_); !ok.ok()) return ok;
  }
  if (absl::Status ok = engine->select(selection); !ok.ok()) return ok;
  return engine;
}

absl::StatusOr<RuleSet> load_user_rules(const std::vector<std::string>& paths) {
  RuleSet set;
  for (const std::string& path : paths) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
      absl::StatusOr<RuleSet> folder = rules::load_rule_folder(path);
      if (!folder.ok()) return folder.status();
      std::move(folder->rules.begin(), folder->rules.end(),
                std::back_inserter(set.rules));
    } else {
      absl::StatusOr<std::vector<Rule>> file = rules::load_rule_file(path);
      if (!file.ok()) return file.status();
      std::move(file->begin(), file->end(), std::back_inserter(set.rules));
    }
  }
  if (absl::Status ok = rules::check_unique(set.rules); !ok.ok()) return ok;
  return set;
}

std::vector<std::pair<std::string, std::string>> builtin_rule_files() {
  std::vector<std::pair<std::string, std::string>> files;
  std::string_view rest = builtin::sources_bytes();
  while (!rest.empty()) {
    const std::size_t name_end = rest.find('\0');
    const std::size_t text_end = rest.find('\0', name_end + 1);
    files.emplace_back(rest.substr(0, name_end),
                       rest.substr(name_end + 1, text_end - name_end - 1));
    rest.remove_prefix(text_end + 1);
  }
  return files;
}

}  // namespace patrol::scan
