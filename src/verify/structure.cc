// SPDX-License-Identifier: Apache-2.0
//
// Tokens with a marker, a UUID, a time or a small encoding inside. None has a
// checksum: what holds here is shape, and often only that.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/base64.h"
#include "base/base_n.h"
#include "base/charset.h"
#include "base/hex.h"
#include "verify/family.h"
#include "verify/shape.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

constexpr std::size_t kUuidText = 36;

// 16 bytes of a UUID whose version is 4 and whose variant is that of RFC 9562.
bool is_uuid_v4(std::string_view bytes) {
  return bytes.size() == 16 && (bytes[6] & 0xF0) == 0x40 &&
         (bytes[8] & 0xC0) == 0x80;
}

// 8-4-4-4-12 hex digits of either case.
std::optional<std::string> uuid_bytes(std::string_view text) {
  constexpr base::Charset kDash("-");
  if (text.size() != kUuidText) return std::nullopt;
  for (const std::size_t at : {8u, 13u, 18u, 23u}) {
    if (!kDash.contains(text[at])) return std::nullopt;
  }
  std::string digits(text);
  std::erase(digits, '-');
  return digits.size() == 32 ? base::decode_hex(digits) : std::nullopt;
}

// Any token that ends in a UUID: HubSpot, Langfuse, LaunchDarkly, Heroku, old
// npm tokens. A random UUID has version 4 (RFC 9562, 5.4).
Verdict uuid_v4(const Input& input) {
  const std::size_t size = std::min(input.secret.size(), kUuidText);
  const auto bytes =
      uuid_bytes(input.secret.substr(input.secret.size() - size));
  if (!bytes) return malformed("no UUID");
  return is_uuid_v4(*bytes) ? structure_holds()
                            : malformed("not a random UUID");
}

// dckr_pat_ and dckr_oat_: at least 20 bytes in base64url.
Verdict docker_pat(const Input& input) {
  Shape shape(input.secret);
  const std::string_view kind = shape.one_of({"dckr_pat_", "dckr_oat_"});
  const std::string_view text = shape.run(base::kBase64UrlChar, 27, 32);
  if (!shape.complete()) return wrong_shape();
  const auto bytes = base::decode_base64(text);
  if (!bytes || bytes->size() < 20) return malformed("no canonical base64");
  return structure_holds(
      {{"kind", kind == "dckr_pat_" ? "personal" : "organization"}});
}

// moby/swarmkit, ca/config.go: the digest of the root certificate (256 bits)
// and a secret (128 bits) in base 36.
Verdict docker_swarm(const Input& input) {
  Shape shape(input.secret);
  shape.literal("SWMTKN-1-");
  const std::string_view root = shape.run(base::kLowerAlnum, 50);
  shape.literal("-");
  const std::string_view secret = shape.run(base::kLowerAlnum, 25);
  if (!shape.complete()) return wrong_shape();
  // A leading zero digit is a zero byte to decode_base_n: take them off.
  const auto number = [](std::string_view digits) {
    digits.remove_prefix(
        std::min(digits.find_first_not_of('0'), digits.size()));
    return base::decode_base_n(digits, base::kBase36).value_or("");
  };
  std::string digest = number(root);
  if (digest.size() > 32 || number(secret).size() > 16) {
    return malformed("a number is out of range");
  }
  digest.insert(0, 32 - digest.size(), '\0');
  return structure_holds({{"root_ca_sha256", base::encode_hex(digest)}});
}

// Keys of 107 characters hold the account, and "00" before the last eight. The
// older ones of 32 have nothing to check.
Verdict stripe(const Input& input) {
  Shape shape(input.secret);
  shape.one_of({"sk", "rk"});
  shape.literal("_");
  const std::string_view mode = shape.one_of({"live", "test"});
  shape.literal("_");
  const std::string_view body = shape.run(base::kAlnum, 10, 247);
  if (!shape.complete()) return wrong_shape();
  constexpr std::size_t kLongBody = 99;
  const Facts mode_only = {{"mode", std::string(mode)}};
  if (body.size() != kLongBody || !body.starts_with("51")) {
    return unproved(mode_only);
  }
  if (body.substr(body.size() - 10, 2) != "00") {
    return malformed("the marker before the last characters is missing");
  }
  Facts facts = mode_only;
  add_fact(facts, "account", "acct_1" + std::string(body.substr(2, 14)));
  return structure_holds(std::move(facts));
}

// SG.<UUID of version 4>.<32 bytes>, both in base64url.
Verdict sendgrid(const Input& input) {
  Shape shape(input.secret);
  shape.literal("SG.");
  const std::string_view id = shape.run(base::kBase64UrlChar, 22);
  shape.literal(".");
  const std::string_view secret = shape.run(base::kBase64UrlChar, 43);
  if (!shape.complete()) return wrong_shape();
  const auto bytes = base::decode_base64(id);
  if (!bytes || !is_uuid_v4(*bytes)) return malformed("the id is no UUID");
  if (!base::decode_base64(secret)) return malformed("the secret is damaged");
  return structure_holds();
}

// "T3BlbkFJ" is base64 of "OpenAI", between halves of the same length.
Verdict openai(const Input& input) {
  constexpr std::string_view kMarker = "T3BlbkFJ";
  Shape shape(input.secret);
  shape.literal("sk-");
  std::string_view kind = "user";
  for (const std::string_view name : {"proj", "svcacct", "admin"}) {
    if (shape.optional(std::string(name) + "-")) kind = name;
  }
  const std::string_view body = shape.run(base::kBase64UrlChar, 48, 156);
  if (!shape.complete()) return wrong_shape();
  const std::size_t half = (body.size() - kMarker.size()) / 2;
  if (body.size() % 2 != 0 || body.substr(half, kMarker.size()) != kMarker) {
    return malformed("the marker is not in the middle");
  }
  return structure_holds({{"kind", std::string(kind)}});
}

// sk-ant-<kind><version>-<93 characters>AA.
Verdict anthropic(const Input& input) {
  Shape shape(input.secret);
  shape.literal("sk-ant-");
  const std::string_view kind =
      shape.one_of({"api", "admin", "sid", "oat", "ort"});
  const std::string_view version = shape.run(base::kDigit, 2);
  shape.literal("-");
  shape.run(base::kBase64UrlChar, 93);
  shape.literal("AA");
  if (!shape.complete()) return wrong_shape();
  return structure_holds({{"kind", std::string(kind) + std::string(version)}});
}

// gsk_, with base64 of "groq" in the middle.
Verdict groq(const Input& input) {
  Shape shape(input.secret);
  shape.literal("gsk_");
  shape.run(base::kAlnum, 20);
  shape.literal("WGdyb3FY");
  shape.run(base::kAlnum, 24);
  return shape.complete() ? structure_holds() : wrong_shape();
}

// HRKU- and 45 bytes in base64url: a zero first, four bytes 0xFF at 33. Before
// 2024 a UUID.
Verdict heroku(const Input& input) {
  if (!input.secret.starts_with("HRKU-")) return uuid_v4(input);
  Shape shape(input.secret);
  shape.literal("HRKU-");
  const std::string_view text = shape.run(base::kBase64UrlChar, 60);
  if (!shape.complete()) return wrong_shape();
  const auto bytes = base::decode_base64(text);
  if (!bytes || (*bytes)[0] != 0 ||
      bytes->substr(33, 4) != "\xFF\xFF\xFF\xFF") {
    return malformed("not the layout of such a token");
  }
  return structure_holds();
}

// tskey-<kind>-<key id>CNTRL-<secret>, id and secret in base 58. Keys of
// before 2022 have no kind and no mark in the id.
Verdict tailscale(const Input& input) {
  constexpr base::Charset kBase58(base::kBase58);
  Shape shape(input.secret);
  shape.literal("tskey-");
  const std::string_view kind =
      shape.one_of({"auth", "api", "client", "scim", "webhook"});
  shape.literal("-");
  const std::string_view id = shape.run(kBase58, 8, 32);
  shape.literal("-");
  shape.run(kBase58, 16, 64);
  if (!shape.fits()) return unproved();
  if (!shape.complete()) return wrong_shape();
  const Facts facts = {{"kind", std::string(kind)},
                       {"key_id", std::string(id)}};
  return id.ends_with("CNTRL") ? structure_holds(facts) : unproved(facts);
}

// CCIPAT_ and CCIPRJ_: a UUID of version 4 in base 58, then 40 hex digits.
Verdict circleci(const Input& input) {
  Shape shape(input.secret);
  shape.literal("CCI");
  const std::string_view kind = shape.one_of({"PAT", "PRJ"});
  shape.literal("_");
  const std::string_view id = shape.run(base::Charset(base::kBase58), 21, 22);
  shape.literal("_");
  shape.run(base::kLowerHex, 40);
  if (!shape.complete()) return wrong_shape();
  auto bytes = base::decode_base_n(id, base::kBase58);
  if (!bytes || bytes->size() > 16) return malformed("the id is no UUID");
  bytes->insert(0, 16 - bytes->size(), '\0');
  if (!is_uuid_v4(*bytes)) return malformed("the id is no UUID");
  std::string uuid = base::encode_hex(*bytes);
  for (const std::size_t at : {20u, 16u, 12u, 8u}) uuid.insert(at, "-");
  return structure_holds(
      {{"kind", kind == "PAT" ? "personal" : "project"}, {"token_id", uuid}});
}

// PMAK-<ObjectId>-<34 hex>: the first four bytes of the ObjectId are a time.
Verdict postman(const Input& input) {
  constexpr std::uint64_t kEarliest = 1'400'000'000;  // 2014
  constexpr std::uint64_t kLatest = 2'200'000'000;    // 2039
  Shape shape(input.secret);
  shape.literal("PMAK-");
  const std::string_view id = shape.run(base::kLowerHex, 24);
  shape.literal("-");
  shape.run(base::kLowerHex, 34);
  if (!shape.complete()) return wrong_shape();
  const auto time = base::decode_number(id.substr(0, 8), "0123456789abcdef");
  if (!time || *time < kEarliest || *time > kLatest) {
    return malformed("the id holds no time");
  }
  return structure_holds(
      {{"created", utc_time(static_cast<std::int64_t>(*time))}});
}

// nuget.org's ApiKeyV4: base32 of "v4" and ten bytes that are not zero, then
// base32 of 16 bytes. Source: NuGet/NuGetGallery, ApiKeyV4.cs.
Verdict nuget(const Input& input) {
  Shape shape(input.secret);
  shape.literal("oy2");
  shape.run(base::kLowerAlnum, 43);
  if (!shape.complete()) return wrong_shape();
  const auto id = base::decode_base32(input.secret.substr(0, 20));
  const auto key = base::decode_base32(input.secret.substr(20));
  if (!id || !key || !id->starts_with("v4") ||
      id->find('\0') != std::string::npos) {
    return malformed("no canonical base32");
  }
  return structure_holds({{"id", base::encode_hex(*id)}});
}

// Paddle: pdl_<live or sdbx>_apikey_<ULID>_<22>_<3>. A ULID begins with the
// milliseconds since 1970, in Crockford's base 32.
Verdict paddle(const Input& input) {
  constexpr std::string_view kCrockford = "0123456789abcdefghjkmnpqrstvwxyz";
  Shape shape(input.secret);
  shape.literal("pdl_");
  const std::string_view mode = shape.one_of({"live", "sdbx"});
  shape.literal("_apikey_");
  const std::string_view id = shape.run(base::Charset(kCrockford), 26);
  shape.literal("_");
  shape.run(base::kAlnum, 22);
  shape.literal("_");
  shape.run(base::kAlnum, 3);
  if (!shape.complete()) return wrong_shape();
  const auto time_ms = base::decode_number(id.substr(0, 10), kCrockford);
  if (!time_ms || *time_ms < 1'400'000'000'000 ||
      *time_ms > 2'200'000'000'000) {
    return malformed("the id holds no time");
  }
  return structure_holds(
      {{"mode", mode == "live" ? "live" : "sandbox"},
       {"created", utc_time(static_cast<std::int64_t>(*time_ms / 1000))}});
}

// Checkout.com: sk_ or sk_sbox_, 16 bytes in base32, and a character of which
// no rule is known.
Verdict checkout(const Input& input) {
  constexpr base::Charset kDigits32 = base::kLower | base::Charset("234567");
  Shape shape(input.secret);
  shape.one_of({"sk_", "pk_"});
  const bool sandbox = shape.optional("sbox_");
  const std::string_view body = shape.run(kDigits32, 26);
  shape.run(base::kLowerAlnum | base::Charset("*=#"), 1);
  if (!shape.complete()) return wrong_shape();
  if (!base::decode_base32(body)) return malformed("no canonical base32");
  return structure_holds({{"mode", sandbox ? "sandbox" : "live"}});
}

// An X25519 scalar is clamped (RFC 7748, 5): by chance 1 in 32. One that is not
// may be a key of another kind, or of a tool that clamps it when it is used.
Verdict wireguard(const Input& input) {
  const auto bytes = base::decode_base64(input.secret);
  if (!bytes || bytes->size() != 32) return wrong_shape();
  const bool clamped = ((*bytes)[0] & 7) == 0 && ((*bytes)[31] & 0xC0) == 0x40;
  return clamped ? structure_holds() : unproved();
}

constexpr std::array kFamily = {
    NamedVerifier{"anthropic", anthropic},
    NamedVerifier{"checkout", checkout},
    NamedVerifier{"circleci", circleci},
    NamedVerifier{"docker_pat", docker_pat},
    NamedVerifier{"docker_swarm", docker_swarm},
    NamedVerifier{"groq", groq},
    NamedVerifier{"heroku", heroku},
    NamedVerifier{"nuget", nuget},
    NamedVerifier{"openai", openai},
    NamedVerifier{"paddle", paddle},
    NamedVerifier{"postman", postman},
    NamedVerifier{"sendgrid", sendgrid},
    NamedVerifier{"stripe", stripe},
    NamedVerifier{"tailscale", tailscale},
    NamedVerifier{"uuid_v4", uuid_v4},
    NamedVerifier{"wireguard", wireguard},
};

}  // namespace

Family structure_family() { return kFamily; }

}  // namespace patrol::verify
