// SPDX-License-Identifier: Apache-2.0
//
// Supabase's keys: sb_secret_<22>_<8>. The last eight characters are the
// beginning of the base64url of SHA-256("<project>|sb_secret_<22>"), 48 bits,
// and the project is not in the key: it is looked for in the text around it,
// where https://<project>.supabase.co nearly always stands.
//
// Source: supabase/supabase, docker/utils/add-new-auth-keys.sh.
#include <algorithm>
#include <array>

#include "base/base64.h"
#include "base/charset.h"
#include "base/digest.h"
#include "verify/family.h"
#include "verify/shape.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

constexpr std::size_t kProjectSize = 20;
constexpr std::string_view kSelfHosted = "supabase-self-hosted";

struct Key {
  std::string_view signed_part;
  std::string_view check;
};

bool fits(const Key& key, std::string_view project) {
  std::string text(project);
  text += '|';
  text += key.signed_part;
  return base::encode_base64url(base::sha256(text)).starts_with(key.check);
}

// What the words of the context say about the key.
struct Search {
  std::string_view project;    // that fits; "" = none
  bool other_project = false;  // a host of Supabase is named that does not fit
};

Search search(const Key& key, std::string_view context) {
  Search result;
  for (std::size_t i = 0; i < context.size();) {
    std::size_t end = i;
    while (end < context.size() && base::kLower.contains(context[end])) ++end;
    const std::string_view word = context.substr(i, end - i);
    i = end + 1;
    if (word.size() != kProjectSize) continue;
    if (fits(key, word)) return {.project = word};
    if (context.substr(end).starts_with(".supabase.co")) {
      result.other_project = true;
    }
  }
  return result;
}

Verdict supabase_secret(const Input& input) {
  Shape shape(input.secret);
  shape.one_of({"sb_secret_", "sb_publishable_"});
  shape.run(base::kBase64UrlChar, 22);
  shape.literal("_");
  const std::string_view check = shape.run(base::kBase64UrlChar, 8);
  if (!shape.complete()) return wrong_shape();
  const Key key{input.secret.substr(0, input.secret.size() - 9), check};
  if (fits(key, kSelfHosted)) {
    return checksum_holds({{"project", std::string(kSelfHosted)}});
  }
  const Search found = search(key, input.context);
  if (!found.project.empty()) {
    return checksum_holds({{"project", std::string(found.project)}});
  }
  return found.other_project ? checksum_differs() : unproved();
}

constexpr std::array kFamily = {
    NamedVerifier{"supabase_secret", supabase_secret, true},
};

}  // namespace

Family supabase_family() { return kFamily; }

}  // namespace patrol::verify
