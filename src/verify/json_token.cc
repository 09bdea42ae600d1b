// SPDX-License-Identifier: Apache-2.0
//
// Tokens that wrap a JSON object in base64, and what the object tells.
#include <array>

#include "base/base64.h"
#include "base/charset.h"
#include "verify/family.h"
#include "verify/json.h"
#include "verify/shape.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

constexpr base::Charset kPadded = base::kAnyBase64Char | base::Charset("=");

// Grafana Cloud access policies: {"o": org, "n": name, "k": key, "m": {"r":
// region}}.
Verdict grafana_cloud(const Input& input) {
  Shape shape(input.secret);
  shape.literal("glc_");
  const std::string_view text = shape.run(kPadded, 8, kAnyLength);
  if (!shape.complete()) return wrong_shape();
  const auto object = parse_base64_object(text);
  if (!object) return malformed("no JSON inside");
  if (!object->contains("o") || string_at(*object, "n").empty() ||
      string_at(*object, "k").empty()) {
    return malformed("a field is missing");
  }
  Facts facts;
  std::string org = string_at(*object, "o");
  if (const auto number = integer_at(*object, "o")) {
    org = std::to_string(*number);
  }
  add_fact(facts, "org", org);
  add_fact(facts, "name", string_at(*object, "n"));
  add_fact(facts, "region", string_at(object_at(*object, "m"), "r"));
  return structure_holds(std::move(facts));
}

// grafana/grafana, pkg/components/apikeygen: {"k": key, "n": name, "id": org}.
Verdict grafana_legacy(const Input& input) {
  const auto object = parse_base64_object(input.secret);
  if (!object) return malformed("no JSON inside");
  const auto org = integer_at(*object, "id");
  if (object->size() != 3 || !org || string_at(*object, "k").empty() ||
      !object->contains("n")) {
    return malformed("not the fields of such a key");
  }
  Facts facts;
  add_fact(facts, "org", std::to_string(*org));
  add_fact(facts, "name", string_at(*object, "n"));
  return structure_holds(std::move(facts));
}

// sntrys_<JSON>_<32 bytes>. Source: getsentry's RFC 0091.
Verdict sentry_org(const Input& input) {
  Shape shape(input.secret);
  shape.literal("sntrys_");
  const std::size_t end = shape.rest().rfind('_');
  if (!shape.fits() || end == std::string_view::npos) return wrong_shape();
  const auto object = parse_base64_object(shape.rest().substr(0, end));
  const std::string_view secret = shape.rest().substr(end + 1);
  const auto bytes = base::decode_base64(secret);
  if (!object) return malformed("no JSON inside");
  if (!bytes || secret.size() != 43) return malformed("the secret is damaged");
  const std::string org = string_at(*object, "org");
  const auto issued = integer_at(*object, "iat");
  if (org.empty() || !issued || !object->contains("region_url")) {
    return malformed("a field is missing");
  }
  Facts facts;
  add_fact(facts, "org", org);
  add_fact(facts, "url", string_at(*object, "url"));
  add_fact(facts, "region_url", string_at(*object, "region_url"));
  add_fact(facts, "created", utc_time(*issued));
  return structure_holds(std::move(facts));
}

// <pk, sk or tk>.<JSON {"u": user, "a": id}>.<16 bytes>, as a JWT without a
// header. "pk" is public.
Verdict mapbox(const Input& input) {
  constexpr base::Charset kUser = base::kLowerAlnum | base::Charset("-_");
  Shape shape(input.secret);
  const std::string_view kind = shape.one_of({"sk", "pk", "tk"});
  shape.literal(".");
  const std::string_view text = shape.run(base::kBase64UrlChar, 8, kAnyLength);
  shape.literal(".");
  const std::string_view secret = shape.run(base::kBase64UrlChar, 22);
  if (!shape.complete()) return wrong_shape();
  const auto object = parse_base64_object(text);
  if (!object) return malformed("no JSON inside");
  if (!base::decode_base64(secret)) return malformed("the secret is damaged");
  const std::string user = string_at(*object, "u");
  const std::string id = string_at(*object, "a");
  if (user.empty() || user.size() > 64 || !kUser.all(user)) {
    return malformed("no user name inside");
  }
  if (id.size() < 6 || id.size() > 32 || !base::kBase64UrlChar.all(id)) {
    return malformed("no token id inside");
  }
  return structure_holds(
      {{"user", user}, {"public", kind == "pk" ? "yes" : "no"}});
}

// 1Password service accounts: the sign-in address and the whole account key.
Verdict onepassword(const Input& input) {
  Shape shape(input.secret);
  shape.literal("ops_");
  const std::string_view text = shape.run(kPadded, 8, kAnyLength);
  if (!shape.complete()) return wrong_shape();
  const auto object = parse_base64_object(text);
  if (!object) return malformed("no JSON inside");
  for (const char* field :
       {"signInAddress", "email", "srpX", "muk", "secretKey"}) {
    if (!object->contains(field)) return malformed("a field is missing");
  }
  Facts facts;
  add_fact(facts, "host", string_at(*object, "signInAddress"));
  add_fact(facts, "email", string_at(*object, "email"));
  return structure_holds(std::move(facts));
}

constexpr std::array kFamily = {
    NamedVerifier{"grafana_cloud", grafana_cloud},
    NamedVerifier{"grafana_legacy", grafana_legacy},
    NamedVerifier{"mapbox", mapbox},
    NamedVerifier{"onepassword", onepassword},
    NamedVerifier{"sentry_org", sentry_org},
};

}  // namespace

Family json_token_family() { return kFamily; }

}  // namespace patrol::verify
