// SPDX-License-Identifier: Apache-2.0
//
// Google's keys: API keys, Firebase's server keys, service account files.
#include <array>
#include <cstdint>

#include "base/base64.h"
#include "base/byte_order.h"
#include "base/charset.h"
#include "verify/family.h"
#include "verify/json.h"
#include "verify/key.h"
#include "verify/shape.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

// 29 bytes in base64url; the first five are always the same but for two bits.
Verdict google_api_key(const Input& input) {
  Shape shape(input.secret);
  shape.literal("AIzaSy");
  shape.run(base::Charset("ABCD"), 1);
  shape.run(base::kBase64UrlChar, 32);
  if (!shape.complete()) return wrong_shape();
  return base::decode_base64(input.secret)
             ? structure_holds()
             : malformed("the last character has stray bits");
}

// Eleven characters are the project number in eight bytes, big-endian.
Verdict fcm_server_key(const Input& input) {
  constexpr std::uint64_t kLeast = 1'000'000'000;
  constexpr std::uint64_t kMost = 10'000'000'000'000;
  if (input.secret.size() < 11) return wrong_shape();
  const std::string_view project = input.secret.substr(0, 11);
  Shape shape(input.secret);
  shape.literal("AAAA");
  shape.run(base::kBase64UrlChar, 7);
  shape.literal(":APA91b");
  shape.run(base::kBase64UrlChar, 134);
  if (!shape.complete()) return wrong_shape();
  const auto bytes = base::decode_base64(project);
  if (!bytes) return malformed("no canonical base64");
  const std::uint64_t number = base::big_endian(*bytes);
  if (number <= kLeast || number >= kMost) {
    return malformed("no project number");
  }
  return structure_holds({{"project_number", std::to_string(number)}});
}

// The file that Google hands out: JSON with an RSA key in PKCS #8. The verdict
// is that of the key.
Verdict gcp_service_account(const Input& input) {
  const auto file = parse_object(input.secret);
  if (!file) return malformed("no JSON object");
  if (string_at(*file, "type") != "service_account") {
    return malformed("the type is no service account");
  }
  const std::string project = string_at(*file, "project_id");
  const std::string email = string_at(*file, "client_email");
  const std::string key = string_at(*file, "private_key");
  if (project.empty() || email.empty() || key.empty()) {
    return malformed("a field is missing");
  }
  Verdict verdict = verify_private_key(key);
  if (verdict.proof == Proof::invalid) return verdict;
  add_fact(verdict.facts, "project", project);
  add_fact(verdict.facts, "email", email);
  add_fact(verdict.facts, "key_id", string_at(*file, "private_key_id"));
  return verdict;
}

constexpr std::array kFamily = {
    NamedVerifier{"fcm_server_key", fcm_server_key},
    NamedVerifier{"gcp_service_account", gcp_service_account},
    NamedVerifier{"google_api_key", google_api_key},
};

}  // namespace

Family google_family() { return kFamily; }

}  // namespace patrol::verify
