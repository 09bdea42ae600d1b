// SPDX-License-Identifier: Apache-2.0
//
// Baselines, which merges may have mangled.
#include <string>

#include "filter/baseline.h"
#include "fuzz/check.h"

using namespace patrol;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto baseline = filter::parse_baseline(text, "x");
  if (!baseline.ok()) {
    fuzz::require(baseline.status().message().substr(0, 2) == "x:",
                  "an error names its file");
    return 0;
  }
  const auto gone = baseline->stale({});
  fuzz::require(gone.size() == baseline->size(), "all are of secrets gone");
  for (const std::string& each : gone) {
    fuzz::require(baseline->contains(each), "and are in it");
  }
  return 0;
}
