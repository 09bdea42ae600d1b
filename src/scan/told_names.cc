// SPDX-License-Identifier: Apache-2.0
#include "scan/told_names.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "scan/examiner.h"

namespace patrol::scan {
namespace {

using Names = absl::flat_hash_set<std::string_view>;

void add_names(const std::vector<Finding>& findings, Names& names) {
  for (const Finding& finding : findings) {
    for (const Location& at : finding.locations) {
      names.insert(at.ref);
      names.insert(at.submodule);
      names.insert(at.submodule_path);
    }
  }
}

Names told_names(const Report& report) {
  Names names;
  // No list of initial values: it would be one of copies, which end here.
  for (const std::string* name : {&report.target_path, &report.head_ref,
                                  &report.selection, &report.repository_url}) {
    names.insert(*name);
  }
  for (const Gap& gap : report.coverage.gaps) {
    names.insert(gap.what);
    names.insert(gap.detail);
  }
  add_names(report.findings, names);
  add_names(report.suppressed, names);
  names.erase("");
  return names;
}

}  // namespace

absl::Status hide_told_names(Report& report, Engine& engine, std::int64_t now) {
  const Names names = told_names(report);
  if (names.empty()) return absl::OkStatus();
  absl::StatusOr<std::unique_ptr<Examiner>> examiner =
      Examiner::create(engine, {.now = now, .seed = 0, .piece = {}});
  if (!examiner.ok()) return examiner.status();
  for (const std::string_view name : names) {
    (*examiner)->examine_name(name, {}, ObjectType::blob);
  }
  const FindingTable table = (*examiner)->take_table();
  for (const auto& [key, entry] : table.entries()) {
    if (!entry.kept.empty()) report.hidden.push_back(entry.secret);
  }
  return (*examiner)->status();
}

}  // namespace patrol::scan
