// SPDX-License-Identifier: Apache-2.0
#include "filter/scorer.h"

#include "filter/features.h"

// Embedded by scorer_weights.S.
extern "C" const signed char patrol_scorer_weights[1U
                                                   << patrol::filter::kFeatureBits];

namespace patrol::filter {

int score(const Candidate& candidate) {
  const Features features = features_of(candidate);
  int sum = 0;
  for (const std::uint16_t id : features.ids()) {
    sum += patrol_scorer_weights[id];
  }
  return sum;
}

}  // namespace patrol::filter
