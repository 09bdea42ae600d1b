// SPDX-License-Identifier: Apache-2.0
//
// From the table of occurrences to findings with locations.
#pragma once

#include "absl/container/flat_hash_set.h"
#include "model/report.h"
#include "scan/finding_table.h"
#include "scan/pipeline.h"
#include "scan/target.h"

namespace patrol::scan {

class Assembly {
 public:
  // `target` and `rules` must outlive the assembly.
  Assembly(Target& target, const RuleSet& rules, FindingTable table,
           bool show_suppressed);

  // The objects whose places are wanted.
  absl::flat_hash_set<ObjectId> objects() const;
  // Without them nothing is told of how git holds an object.
  void set_places(Places places) {
    places_ = std::move(places);
    traced_ = true;
  }
  // Fills the report's findings, what is hidden besides, and the counts of what
  // is held back.
  void build(Report& report);

 private:
  Finding make_finding(const Entry& entry) const;
  // Never empty.
  std::vector<const attribute::Origin*> origins_of(
      const Occurrence& occurrence, const ObjectRef& object) const;
  std::vector<Location> locate(std::vector<Occurrence> all) const;

  Target* target_;
  const RuleSet* rules_;
  FindingTable table_;
  Places places_;
  std::vector<std::string> hidden_;  // in names that are no news
  bool traced_ = false;
  bool show_suppressed_;
};

// Moves findings that the options' allowlist, excluded paths or baseline accept
// to `suppressed`.
void hold_back(Report& report, const Target& target,
               const ScanOptions& options);

// Authors, `ignored`, and for SARIF UTF-16 columns and line hashes, of the
// reported findings' locations.
void complete_findings(Report& report, Target& target, bool line_hashes);

}  // namespace patrol::scan
