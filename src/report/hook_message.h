// SPDX-License-Identifier: Apache-2.0
//
// What a hook tells somebody whose commit or push it stops, on one screen: what
// was found, why it matters, how to get it out, how to end its life, and how to
// go on if it is no secret.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "model/report.h"

namespace patrol::report {

struct HookWords {
  std::string stopped;      // "This commit is stopped"
  std::string take_out;     // a line: how to get a secret out of it
  std::string bypass;       // a line: how to go on all the same; "" = no way
  std::string all;          // a command that shows all findings
  std::string line_prefix;  // of every line: "GL-HOOK-ERR: "
  bool colour = false;
};

// Of the findings that count, the worst first; at most five in full.
void write_hook_findings(const Report& report,
                         const std::function<bool(const Finding&)>& counts,
                         const HookWords& words, std::ostream& out);

// When there is no finding, but something could not be read.
void write_hook_gaps(const Report& report, const HookWords& words,
                     std::ostream& out);

}  // namespace patrol::report
