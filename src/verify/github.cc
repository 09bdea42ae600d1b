// SPDX-License-Identifier: Apache-2.0
//
// GitHub's tokens that are not "body and CRC": fine-grained personal tokens
// and the stateless tokens of apps.
#include <array>

#include "base/base_n.h"
#include "base/byte_order.h"
#include "base/digest.h"
#include "verify/family.h"
#include "verify/jwt.h"
#include "verify/shape.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

// The seven base32 characters after "11" are the owner's user id, 32 bits
// big-endian; three bits are left over and zero.
std::string owner_id(std::string_view seven) {
  const auto bytes = base::decode_base32(seven);
  if (!bytes || bytes->size() != 4) return "";
  return std::to_string(base::big_endian(*bytes));
}

// github_pat_11<7 owner>0<12>_<43 body><8 check><8 random>: the check is the
// beginning of the base32 of the SHA-256 of everything before it, 40 bits. The
// last eight are what GitHub's API shows as token_last_eight.
// Source: mongodb/kingfisher, pull request 342.
Verdict github_fine_grained(const Input& input) {
  Shape shape(input.secret);
  shape.literal("github_pat_11");
  const std::string_view owner = shape.run(base::kBase32Char, 7);
  shape.literal("0");
  shape.run(base::kAlnum, 12);
  shape.literal("_");
  shape.run(base::kAlnum, 59);
  if (!shape.complete()) return wrong_shape();
  constexpr std::size_t kAfterBody = 16;
  constexpr std::size_t kCheck = 8;
  const std::size_t body = input.secret.size() - kAfterBody;
  const std::string want =
      base::encode_base32(base::sha256(input.secret.substr(0, body)));
  if (!want.starts_with(input.secret.substr(body, kCheck))) {
    return checksum_differs();
  }
  Facts facts;
  add_fact(facts, "owner_id", owner_id(owner));
  add_fact(facts, "token_last_eight", input.secret.substr(body + kCheck));
  return checksum_holds(std::move(facts));
}

// ghs_<app id>_<JWT>, since 2026. Source: mongodb/kingfisher, github.yml.
Verdict github_app_jwt(const Input& input) {
  Shape shape(input.secret);
  shape.literal("ghs_");
  const std::string_view app = shape.run(base::kDigit, 1, 20);
  shape.literal("_");
  if (!shape.fits()) return wrong_shape();
  const auto token = parse_jwt(shape.rest());
  if (!token) return malformed("the part after the app id is no JWT");
  Verdict verdict = structure_holds({{"app_id", std::string(app)}});
  add_times(*token, input.now, verdict);
  return verdict;
}

constexpr std::array kFamily = {
    NamedVerifier{"github_app_jwt", github_app_jwt},
    NamedVerifier{"github_fine_grained", github_fine_grained},
};

}  // namespace

Family github_family() { return kFamily; }

}  // namespace patrol::verify
