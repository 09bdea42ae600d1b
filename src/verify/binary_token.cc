// SPDX-License-Identifier: Apache-2.0
//
// Tokens that wrap a binary structure in base64: macaroons of PyPI and Fly.io,
// Vault's signed tokens, JFrog's and Bitbucket's small texts.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/base64.h"
#include "base/charset.h"
#include "verify/family.h"
#include "verify/json.h"
#include "verify/macaroon.h"
#include "verify/msgpack.h"
#include "verify/shape.h"
#include "verify/verdicts.h"
#include "verify/wire.h"

namespace patrol::verify {
namespace {

// Macaroons whose location is PyPI. Their caveats are JSON.
// Source: pypi/warehouse, warehouse/macaroons.
Verdict pypi(const Input& input) {
  Shape shape(input.secret);
  shape.literal("pypi-");
  const std::string_view text = shape.run(base::kBase64UrlChar, 1, kAnyLength);
  if (!shape.complete()) return wrong_shape();
  const auto bytes = base::decode_base64(text);
  if (!bytes) return malformed("no canonical base64");
  const auto macaroon = parse_macaroon(*bytes);
  if (!macaroon) return malformed("no whole macaroon");
  if (macaroon->location != "pypi.org" &&
      macaroon->location != "test.pypi.org") {
    return malformed("a macaroon of another service");
  }
  Facts facts;
  add_fact(facts, "location", macaroon->location);
  add_fact(facts, "identifier", macaroon->identifier);
  for (const std::string_view caveat : macaroon->caveats) {
    if (!is_json(caveat)) return malformed("a caveat is no JSON");
    add_fact(facts, "caveat", caveat);
  }
  return structure_holds(std::move(facts));
}

// Source: superfly/macaroon: arrays of four in MessagePack: nonce, location,
// caveats, tag. Several tokens are joined with commas.
Verdict fly(const Input& input) {
  std::string_view rest = input.secret;
  if (rest.starts_with("FlyV1 ")) rest.remove_prefix(6);
  std::size_t tokens = 0;
  std::string location;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    Shape shape(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    shape.literal("fm");
    shape.run(base::kDigit, 1);
    shape.optional("a") || shape.optional("r");
    shape.literal("_");
    if (!shape.fits()) return wrong_shape();
    const auto bytes = base::decode_base64(shape.rest(), base::Base64Tail::any);
    const auto parts = bytes ? parse_msgpack_array(*bytes) : std::nullopt;
    if (!parts || parts->size() != 4) return malformed("no whole macaroon");
    location = msgpack_text((*parts)[1]);
    ++tokens;
  }
  if (tokens == 0) return wrong_shape();
  Facts facts;
  add_fact(facts, "location", location);
  add_fact(facts, "tokens", std::to_string(tokens));
  return structure_holds(std::move(facts));
}

// hvs.<SignedToken>: {1: version 1, 2: HMAC of 32 bytes, 3: {1: the inner
// token, 2: index, 3: epoch}}. Short ones have no structure.
// Source: hashicorp/vault, vault/tokens/token.proto.
Verdict vault_service(const Input& input) {
  Shape shape(input.secret);
  shape.literal("hvs.");
  if (!shape.fits()) return wrong_shape();
  if (!shape.rest().starts_with("CAES")) return unproved();
  const std::string_view text = shape.run(base::kBase64UrlChar, 4, kAnyLength);
  if (!shape.complete()) return wrong_shape();
  const auto bytes = base::decode_base64(text, base::Base64Tail::any);
  const auto token = bytes ? parse_proto(*bytes) : std::nullopt;
  if (!token) return malformed("no whole message");
  const ProtoField* version = find_field(*token, 1, 0);
  const ProtoField* mac = find_field(*token, 2, 2);
  const ProtoField* payload = find_field(*token, 3, 2);
  if (version == nullptr || version->value != 1 || mac == nullptr ||
      mac->bytes.size() != 32 || payload == nullptr) {
    return malformed("not the fields of a signed token");
  }
  const auto inner = parse_proto(payload->bytes);
  const ProtoField* name = inner ? find_field(*inner, 1, 2) : nullptr;
  if (name == nullptr || !name->bytes.starts_with("hvs.")) {
    return malformed("no token inside");
  }
  Facts facts;
  if (const ProtoField* index = find_field(*inner, 2, 0)) {
    add_fact(facts, "local_index", std::to_string(index->value));
  }
  if (const ProtoField* epoch = find_field(*inner, 3, 0)) {
    add_fact(facts, "namespace_epoch", std::to_string(epoch->value));
  }
  return structure_holds(std::move(facts));
}

// "reftkn:<version>:<expiry>:<secret>" in base64; an expiry of 0 is never.
Verdict jfrog(const Input& input) {
  Shape outer(input.secret);
  outer.run(base::kAlnum, 64);
  const auto bytes = base::decode_base64(input.secret);
  if (!outer.complete() || !bytes) return wrong_shape();
  Shape shape(*bytes);
  shape.literal("reftkn:");
  shape.run(base::kDigit, 2);
  shape.literal(":");
  const std::string expiry(shape.run(base::kDigit, 10));
  shape.literal(":");
  shape.run(base::kAlnum, 22, 40);
  if (!shape.complete()) return malformed("no reference inside");
  const std::int64_t time = std::stoll(expiry);
  Verdict verdict =
      structure_holds({{"expires", time == 0 ? "never" : utc_time(time)}});
  verdict.expired = input.now > 0 && time > 0 && time <= input.now;
  return verdict;
}

// "<token id of 9 to 12 digits>:<20 bytes>" in base64.
Verdict bitbucket_datacenter(const Input& input) {
  Shape shape(input.secret);
  shape.optional("BBDC-");
  const std::string_view text = shape.run(base::kBase64Char, 44);
  if (!shape.complete()) return wrong_shape();
  const auto bytes = base::decode_base64(text);
  if (!bytes) return malformed("no canonical base64");
  Shape inner(*bytes);
  const std::string_view id = inner.run(base::kDigit, 9, 12);
  inner.literal(":");
  if (!inner.fits()) return malformed("no token id inside");
  return structure_holds({{"token_id", std::string(id)}});
}

constexpr std::array kFamily = {
    NamedVerifier{"bitbucket_datacenter", bitbucket_datacenter},
    NamedVerifier{"fly", fly},
    NamedVerifier{"jfrog", jfrog},
    NamedVerifier{"pypi", pypi},
    NamedVerifier{"vault_service", vault_service},
};

}  // namespace

Family binary_token_family() { return kFamily; }

}  // namespace patrol::verify
