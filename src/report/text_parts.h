// SPDX-License-Identifier: Apache-2.0
//
// The blocks of a text report. All that comes from a repository or a rule file
// is masked and made printable here, nowhere later.
#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "model/report.h"
#include "report/mask.h"
#include "report/paint.h"

namespace patrol::report {

class TextBlocks {
 public:
  TextBlocks(const Report& report, const SecretMask& mask, Paint paint,
             std::ostream& out)
      : report_(report), mask_(mask), paint_(paint), out_(out) {}

  // Head of a group: severity, name, rule.
  void rule_head(const Rule& rule);
  // One finding: secret, proof, places, facts, fingerprint.
  void finding(const Finding& finding);
  // Foot of a group: what the secret grants and what to do next.
  void advice(const Rule& rule);
  // Foot of a later group of the same rule.
  void same_advice();

 private:
  std::string severity_word(Severity severity) const;
  std::string proof_words(const Verdict& verdict) const;
  void location(const Location& at);
  void origin(const Location& at);
  // Masked and printable.
  std::string safe(std::string_view text) const;

  const Report& report_;
  const SecretMask& mask_;
  Paint paint_;
  std::ostream& out_;
};

// "Read 3 blobs, 1 commit (1.2 kB) of the repository …; not read: …".
std::string coverage_line(const Report& report, const SecretMask& mask);

}  // namespace patrol::report
