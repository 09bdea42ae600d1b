// SPDX-License-Identifier: Apache-2.0
//
// How likely is a value a secret that only its name gives away? A logistic
// regression over features.h: the sum of one weight a fact. The weights are
// scorer.weights, a signed byte for each number of a feature, which
// bench/scorer/train.py makes; ARCHITECTURE.md has what it was measured to find.
#pragma once

#include "filter/plausibility.h"

namespace patrol::filter {

// In 16ths of a natural log of odds, moved so that 0 is where `judge` divides.
int score(const Candidate& candidate);

}  // namespace patrol::filter
