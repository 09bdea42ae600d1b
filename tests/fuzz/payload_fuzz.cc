// SPDX-License-Identifier: Apache-2.0
//
// Payloads of events, whose texts strangers write.
#include <string>

#include "ci/payload.h"
#include "fuzz/check.h"

using namespace patrol;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto payload = ci::parse_payload(text);
  if (!payload.ok()) {
    fuzz::require(payload.status().message().substr(0, 3) == "is ",
                  "an error says what is wrong with the file");
    return 0;
  }
  std::size_t kept = 0;
  for (const auto& [place, value] : *payload) kept += value.size();
  // A byte of JSON, such as of "\u0800", never makes more than one.
  fuzz::require(kept <= size, "no more comes out than went in");
  return 0;
}
