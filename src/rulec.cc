// SPDX-License-Identifier: Apache-2.0
//
// Build tool: patrol_rulec RULES_FOLDER OUTPUT_FOLDER
// Loads the rule files, checks them, and writes what the binary embeds:
// rules.bin, database.bin and sources.bin (see builtin/builtin.h).
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "match/bare_anchor.h"
#include "match/confirm.h"
#include "match/database.h"
#include "rules/loader.h"

namespace {

using namespace patrol;

int fail(std::string_view message) {
  std::cerr << message << '\n';
  return 1;
}

void write(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

std::string sources_of(const std::filesystem::path& folder) {
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".toml") files.insert(entry.path());
  }
  std::string all;
  for (const auto& file : files) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    all += "rules/" + file.filename().string() + '\0' + text.str() + '\0';
  }
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return fail("usage: patrol_rulec RULES_FOLDER OUTPUT_FOLDER");
  const std::filesystem::path out = argv[2];
  absl::StatusOr<RuleSet> rules = rules::load_rule_folder(argv[1]);
  if (!rules.ok()) return fail(std::string(rules.status().message()));
  for (Rule& rule : rules->rules) {
    rule.file = "rules/" + std::filesystem::path(rule.file).filename().string();
  }
  absl::StatusOr<match::Database> database =
      match::Database::compile(*rules, match::Target::any_machine);
  if (!database.ok()) return fail(std::string(database.status().message()));
  match::Confirmer confirmer(*rules, *database);
  if (absl::Status ok = confirmer.check(); !ok.ok()) {
    return fail(std::string(ok.message()));
  }
  for (const Rule& rule : rules->rules) {
    if (rule.prefixed_run || !match::is_bare(rule.anchor)) continue;
    return fail(complaint(rule, rule.anchor_at, match::kBareAnchor));
  }
  std::filesystem::create_directories(out);
  write(out / "rules.bin", rules::serialise(*rules));
  write(out / "database.bin", database->image());
  write(out / "sources.bin", sources_of(argv[1]));
  return 0;
}
