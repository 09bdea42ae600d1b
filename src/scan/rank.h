// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/finding.h"

namespace patrol::scan {

// The order to tell findings in: proved before unproved, severe before mild,
// in HEAD before gone, sure rules before unsure ones; then by rule and place,
// so that the same scan gives the same report.
void rank_findings(std::vector<Finding>& findings);

}  // namespace patrol::scan
