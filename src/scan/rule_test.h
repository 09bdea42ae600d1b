// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "scan/engine.h"

namespace patrol::scan {

// Runs a rule's examples and counter-examples through the whole pipeline,
// with all rules of `engine`. `rule` is one of the engine's, with its
// examples. Returns one line for each that does not come out as stated; no
// line holds a secret.
std::vector<std::string> test_rule(Engine& engine, const Rule& rule);

}  // namespace patrol::scan
