// SPDX-License-Identifier: Apache-2.0
#include "scan/rank.h"

#include <algorithm>
#include <tuple>

namespace patrol::scan {

void rank_findings(std::vector<Finding>& findings) {
  auto before = [](const Finding& a, const Finding& b) {
    auto key = [](const Finding& f) {
      const Location& at = f.primary();
      return std::tuple(f.verdict.proof != Proof::valid,
                        -static_cast<int>(severity_of(f)), !at.in_head,
                        -static_cast<int>(f.rule->confidence), f.rule->id,
                        at.path, at.line, at.column, f.fingerprint);
    };
    return key(a) < key(b);
  };
  std::sort(findings.begin(), findings.end(), before);
}

}  // namespace patrol::scan
