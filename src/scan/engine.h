// SPDX-License-Identifier: Apache-2.0
//
// Rules with their compiled database: what every scan shares.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "match/confirm.h"
#include "match/database.h"
#include "model/rule.h"

namespace patrol::scan {

// Which rules a scan uses.
struct RuleSelection {
  std::vector<std::string> files;     // rule files or folders of the user's
  bool builtin = true;                // the built-in rules as well
  std::vector<std::string> only;      // these ids (globs) and no others
  std::vector<std::string> disabled;  // not these (globs)
};

class Engine {
 public:
  // Built-in rules come compiled with the binary. Those of the user are
  // compiled once and cached in $XDG_CACHE_HOME/patrol (0600); a cache that
  // cannot be read or written only costs time.
  // InvalidArgument: a rule file is wrong, there is no rule, or a glob is like
  // no id.
  static absl::StatusOr<std::unique_ptr<Engine>> create(
      const RuleSelection& selection);
  // The same for rules that are at hand; nothing is cached.
  static absl::StatusOr<std::unique_ptr<Engine>> compile(RuleSet rules);

  // What is wrong with a glob over ids, or "": rules of this engine or built-in
  // ones, which may be left out here, have such ids.
  std::string check_id(const std::string& glob) const;
  // Leaves out these rules (globs) too. InvalidArgument: none is left.
  absl::Status disable(const std::vector<std::string>& globs);

  const RuleSet& rules() const { return rules_; }
  const match::Database& database() const { return *database_; }
  match::Confirmer& confirmer() { return *confirmer_; }
  bool enabled(std::uint32_t rule) const { return enabled_[rule]; }

 private:
  Engine() = default;
  absl::Status select(const RuleSelection& selection);
  void adopt(match::Database database);

  RuleSet rules_;
  std::vector<bool> enabled_;
  std::unique_ptr<match::Database> database_;
  std::unique_ptr<match::Confirmer> confirmer_;
};

// The rules of files and folders, with their examples.
absl::StatusOr<RuleSet> load_user_rules(const std::vector<std::string>& paths);

// The built-in rules' sources: file name and text. For `patrol rules test`.
std::vector<std::pair<std::string, std::string>> builtin_rule_files();

}  // namespace patrol::scan
