// SPDX-License-Identifier: Apache-2.0
#include "verify/jwt.h"

#include <algorithm>
#include <array>

#include "base/base64.h"
#include "base/charset.h"
#include "base/digest.h"
#include "verify/family.h"
#include "verify/json.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

// Keys that documentation, tutorials and development tools publish. A token
// signed with one of them opens nothing.
constexpr std::array<std::string_view, 7> kPublishedKeys = {
    "your-256-bit-secret",
    "a-string-secret-at-least-256-bits-long",
    "secret",
    "changeme",
    "password",
    "super-secret-jwt-token-with-at-least-32-characters-long",
    "your-super-secret-jwt-token-with-at-least-32-characters-long",
};

struct Algorithm {
  std::string_view name;
  std::size_t signature_size;
  std::optional<base::Digest> hmac;
};
// RFC 7518, 3.1, and RFC 8037.
constexpr std::array kAlgorithms = {
    Algorithm{"HS256", 32, base::Digest::sha256},
    Algorithm{"HS384", 48, base::Digest::sha384},
    Algorithm{"HS512", 64, base::Digest::sha512},
    Algorithm{"ES256", 64, std::nullopt},
    Algorithm{"ES256K", 64, std::nullopt},
    Algorithm{"ES384", 96, std::nullopt},
    Algorithm{"ES512", 132, std::nullopt},
    Algorithm{"none", 0, std::nullopt},
};

const Algorithm* find_algorithm(std::string_view name) {
  const auto* found = std::ranges::find(kAlgorithms, name, &Algorithm::name);
  return found == kAlgorithms.end() ? nullptr : found;
}

bool signature_fits(const Jwt& token) {
  const std::size_t size = token.signature.size();
  if (const Algorithm* known = find_algorithm(token.algorithm)) {
    return size == known->signature_size;
  }
  if (token.algorithm == "EdDSA") return size == 64 || size == 114;
  if (token.algorithm.starts_with("RS") || token.algorithm.starts_with("PS")) {
    return size == 128 || size == 256 || size == 384 || size == 512;
  }
  return true;
}

bool signed_with(const Jwt& token, base::Digest algorithm,
                 std::string_view key) {
  return base::hmac(algorithm, key, token.signed_part) == token.signature;
}

bool signed_with_published_key(const Jwt& token) {
  const Algorithm* known = find_algorithm(token.algorithm);
  if (known == nullptr || !known->hmac) return false;
  return std::ranges::any_of(kPublishedKeys, [&](std::string_view key) {
    return signed_with(token, *known->hmac, key);
  });
}

// True if a word of the text around is the HMAC key: then both are proved.
bool signed_with_neighbour(const Jwt& token, std::string_view context) {
  constexpr std::size_t kMostWords = 256;
  constexpr base::Charset kEnd(" \t\r\n\"'`=,;<>(){}");
  const Algorithm* known = find_algorithm(token.algorithm);
  if (known == nullptr || !known->hmac) return false;
  std::size_t words = 0;
  for (std::size_t i = 0; i < context.size() && words < kMostWords;) {
    std::size_t end = i;
    while (end < context.size() && !kEnd.contains(context[end])) ++end;
    const std::string_view word = context.substr(i, end - i);
    i = end + 1;
    if (word.size() < 8 || word.size() > 256) continue;
    ++words;
    if (signed_with(token, *known->hmac, word)) return true;
  }
  return false;
}

Facts claim_facts(const Jwt& token) {
  Facts facts;
  add_fact(facts, "algorithm", token.algorithm);
  add_fact(facts, "issuer", string_at(token.claims, "iss"));
  add_fact(facts, "subject", string_at(token.claims, "sub"));
  add_fact(facts, "role", string_at(token.claims, "role"));
  add_fact(facts, "project", string_at(token.claims, "ref"));
  return facts;
}

Verdict judge(const Jwt& token, const Input& input) {
  if (!signature_fits(token)) {
    return malformed("the signature has not the size of its algorithm");
  }
  Verdict verdict = structure_holds(claim_facts(token));
  add_times(token, input.now, verdict);
  if (signed_with_published_key(token)) {
    verdict.kind = ProofKind::checksum;
    verdict.known_example = true;
    add_fact(verdict.facts, "signed_with", "a published key");
  } else if (signed_with_neighbour(token, input.context)) {
    verdict.kind = ProofKind::checksum;
    add_fact(verdict.facts, "signed_with", "a key next to it");
  }
  return verdict;
}

Verdict jwt(const Input& input) {
  const auto token = parse_jwt(input.secret);
  return token ? judge(*token, input) : malformed("no JSON web token");
}

// kubernetes.io, "Service account tokens": the subject is
// system:serviceaccount:<namespace>:<name>.
Verdict kubernetes_service_account(const Input& input) {
  const auto token = parse_jwt(input.secret);
  if (!token) return malformed("no JSON web token");
  constexpr std::string_view kSubject = "system:serviceaccount:";
  const std::string subject = string_at(token->claims, "sub");
  if (!subject.starts_with(kSubject)) {
    return malformed("the subject is no service account");
  }
  Verdict verdict = judge(*token, input);
  if (verdict.proof != Proof::valid) return verdict;
  const std::string_view account =
      std::string_view(subject).substr(kSubject.size());
  const std::size_t colon = account.find(':');
  add_fact(verdict.facts, "namespace", account.substr(0, colon));
  if (colon != std::string_view::npos) {
    add_fact(verdict.facts, "account", account.substr(colon + 1));
  }
  return verdict;
}

constexpr std::array kFamily = {
    NamedVerifier{"jwt", jwt, true},
    NamedVerifier{"kubernetes_service_account", kubernetes_service_account},
};

}  // namespace

std::optional<Jwt> parse_jwt(std::string_view text) {
  if (text.size() > 2 * kMaxJsonSize) return std::nullopt;
  const std::size_t first = text.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const std::string_view claims = text.substr(first + 1, second - first - 1);
  const std::string_view signature = text.substr(second + 1);
  if (!base::kBase64UrlChar.all(text.substr(0, first)) ||
      !base::kBase64UrlChar.all(claims) ||
      !base::kBase64UrlChar.all(signature)) {
    return std::nullopt;
  }
  auto header_object = parse_base64_object(text.substr(0, first));
  auto claims_object = parse_base64_object(claims);
  auto signature_bytes = base::decode_base64(signature);
  if (!header_object || !claims_object || !signature_bytes) return std::nullopt;
  std::string algorithm = string_at(*header_object, "alg");
  if (algorithm.empty()) return std::nullopt;
  return Jwt{.header = std::move(*header_object),
             .claims = std::move(*claims_object),
             .signed_part = text.substr(0, second),
             .signature = std::move(*signature_bytes),
             .algorithm = std::move(algorithm)};
}

void add_times(const Jwt& token, std::int64_t now, Verdict& verdict) {
  if (const auto issued = integer_at(token.claims, "iat")) {
    add_fact(verdict.facts, "issued", utc_time(*issued));
  }
  if (const auto expires = integer_at(token.claims, "exp")) {
    add_fact(verdict.facts, "expires", utc_time(*expires));
    verdict.expired = now > 0 && *expires <= now;
  }
}

Family jwt_family() { return kFamily; }

}  // namespace patrol::verify
