// SPDX-License-Identifier: Apache-2.0
//
// Normalising and all verifiers. The corpus is marked (U+00B7), as all tokens
// of the tests are.
#include <string>

#include "fuzz/check.h"
#include "support/marks.h"
#include "verify/verifier.h"

using namespace patrol;

namespace {

bool is_sound(const Verdict& verdict) {
  return verdict.reason.empty() == (verdict.proof != Proof::invalid) &&
         (verdict.kind == ProofKind::none) == (verdict.proof == Proof::none);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string all = test::unmark(fuzz::text_of(data, size));
  const std::size_t end = all.find("\n\n");
  const std::string raw = all.substr(0, end);
  const std::string context = end == std::string::npos ? "" : all.substr(end);
  const std::string secret = verify::normalise(raw);
  fuzz::require(secret.size() <= raw.size() + 64, "undoing does not grow it");
  verify::is_known_example(secret);
  for (const std::string_view name : verify::verifier_names()) {
    const verify::Verifier verify = verify::find_verifier(name);
    for (const std::string& text : {secret, raw}) {
      fuzz::require(is_sound(verify({text, context, 1767225600})),
                    "a verdict is complete");
    }
  }
  return 0;
}
