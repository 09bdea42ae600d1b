// SPDX-License-Identifier: Apache-2.0
//
// What Amazon's keys tell about themselves: the account, the region, the time.
#include <algorithm>
#include <array>
#include <cstdint>

#include "base/base64.h"
#include "base/base_n.h"
#include "base/byte_order.h"
#include "base/charset.h"
#include "verify/family.h"
#include "verify/shape.h"
#include "verify/verdicts.h"
#include "verify/wire.h"

namespace patrol::verify {
namespace {

constexpr std::size_t kAccountDigits = 12;

// Accounts of canarytokens.org and of its like, whose keys are laid out as
// traps (trufflesecurity/trufflehog, aws/access_keys/canary.go).
constexpr std::array<std::string_view, 10> kCanaryAccounts = {
    "052310077262", "171436882533", "534261010715", "595918472158",
    "717712589309", "819147034852", "992382622183", "730335385048",
    "266735846894", "893192397702"};

// The account stands in bits 80 to 41 of the base32 text: 12 digits at most.
std::string account_of(std::string_view sixteen) {
  const auto bytes = base::decode_base32(sixteen);
  if (!bytes || bytes->size() < 6) return "";
  const std::uint64_t number = base::big_endian(bytes->substr(0, 6));
  const std::string digits = std::to_string((number & 0x7FFFFFFFFF80u) >> 7);
  if (digits.size() > kAccountDigits) return "";
  return std::string(kAccountDigits - digits.size(), '0') + digits;
}

std::string_view key_kind(std::string_view prefix) {
  if (prefix == "AKIA") return "long-term access key";
  if (prefix == "ASIA") return "temporary access key";
  if (prefix == "ABIA") return "bearer token";
  if (prefix == "ACCA") return "context-specific credential";
  return "unique id";
}

// IAM user guide, "Unique identifiers"; the account was found by Aidan Steele
// ("AWS Access Key ID formats"). Ids whose fifth character is I or J were
// issued before the account went into them.
Verdict aws_access_key_id(const Input& input) {
  Shape shape(input.secret);
  const std::string_view prefix =
      shape.one_of({"AKIA", "ASIA", "AROA", "AIDA", "AGPA", "AIPA", "ANPA",
                    "ANVA", "ABIA", "ACCA", "APKA", "ASCA"});
  const std::string_view body = shape.run(base::kBase32Char, 16);
  if (!shape.complete()) return wrong_shape();
  Facts facts = {{"kind", std::string(key_kind(prefix))}};
  if (body[0] == 'I' || body[0] == 'J') return structure_holds(facts);
  const std::string account = account_of(body);
  if (account.empty()) return malformed("the account is out of range");
  add_fact(facts, "account", account);
  Verdict verdict = structure_holds(std::move(facts));
  verdict.canary =
      std::ranges::find(kCanaryAccounts, account) != kCanaryAccounts.end();
  return verdict;
}

bool is_account(std::string_view text) {
  return text.size() == kAccountDigits && base::kDigit.all(text);
}

// "us-east-2", "us-gov-west-1".
bool is_region(std::string_view text) {
  const std::size_t last = text.rfind('-');
  return text.size() >= 8 && text.size() <= 24 && text[2] == '-' &&
         last == text.size() - 2 && base::kDigit.contains(text.back()) &&
         (base::kLower | base::Charset("-")).all(text.substr(0, last));
}

// Adds the first of each name only: a hostile message may repeat them.
void add_first(Facts& facts, std::string_view name, std::string_view value) {
  if (std::ranges::find(facts, name, &Fact::name) == facts.end()) {
    add_fact(facts, name, value);
  }
}

// What a field of bytes is, told by its contents: the field numbers are not
// documented. False for a damaged signature. Ids are random bytes, which may
// begin like a signature, but are shorter.
bool read_session_bytes(std::string_view bytes, Facts& facts) {
  constexpr char kDerSequence = 0x30;
  constexpr std::size_t kShortSignature = 60;
  if (is_region(bytes)) {
    add_first(facts, "region", bytes);
    return true;
  }
  if (bytes.starts_with(kDerSequence) && bytes.size() >= kShortSignature) {
    return is_ecdsa_signature(bytes);
  }
  const auto user = parse_proto(bytes);
  if (!user) return true;  // a text
  for (const ProtoField& field : *user) {
    if (is_account(field.bytes)) add_first(facts, "account", field.bytes);
  }
  return true;
}

// A byte, then a protobuf message: issuer, key id, region, ECDSA signature,
// user with the account, time. Source: TalBeerySec/STS-token-decoder.
Verdict aws_session_token(const Input& input) {
  constexpr base::Charset kType("\x15\x17\x21");
  Shape shape(input.secret);
  shape.one_of({"IQoJ", "FwoG", "FQoD"});
  shape.run(base::kBase64Char, 60, kAnyLength);
  shape.optional("==") || shape.optional("=");
  if (!shape.complete()) return wrong_shape();
  const auto bytes = base::decode_base64(input.secret, base::Base64Tail::any);
  if (!bytes || !kType.contains(bytes->front())) return malformed("no base64");
  const auto fields = parse_proto(std::string_view(*bytes).substr(1));
  if (!fields || fields->empty()) return malformed("no whole message");
  const std::string_view issuer = fields->front().bytes;
  if (fields->front().number != 1 ||
      (issuer != "aws" && issuer != "er/aws" && issuer != "origin_ec")) {
    return malformed("no issuer in the message");
  }
  Facts facts;
  add_fact(facts, "issuer", issuer);
  for (const ProtoField& field : *fields) {
    if (field.wire_type == 2 && !read_session_bytes(field.bytes, facts)) {
      return malformed("the signature is damaged");
    }
    const bool is_time = field.wire_type == 0 && field.value > 1'300'000'000 &&
                         field.value < 2'500'000'000;
    if (is_time) {
      add_first(facts, "created",
                utc_time(static_cast<std::int64_t>(field.value)));
    }
  }
  return structure_holds(std::move(facts));
}

// "BedrockAPIKey-<4>-at-<account>:<secret>" in base64.
Verdict long_term_bedrock(std::string_view text) {
  const auto decoded = base::decode_base64(text);
  if (!decoded) return malformed("no canonical base64");
  Shape shape(*decoded);
  shape.literal("BedrockAPIKey-");
  shape.run(base::kLowerAlnum, 4);
  shape.literal("-at-");
  const std::string_view account = shape.run(base::kDigit, kAccountDigits);
  shape.literal(":");
  if (!shape.fits() || shape.rest().size() < 20) {
    return malformed("no Bedrock key inside");
  }
  return structure_holds(
      {{"account", std::string(account)}, {"user", decoded->substr(0, 18)}});
}

// The value of a query parameter, as written; "" if there is none.
std::string_view parameter(std::string_view query, std::string_view name) {
  const std::size_t at = query.find(name);
  if (at == std::string_view::npos) return {};
  query.remove_prefix(at + name.size());
  return query.substr(0, query.find('&'));
}

// A presigned URL in base64: it names the key, the day and the region.
Verdict short_term_bedrock(std::string_view text) {
  constexpr std::string_view kUrl =
      "bedrock.amazonaws.com/?Action=CallWithBearerToken";
  const auto decoded = base::decode_base64(text);
  if (!decoded || !decoded->starts_with(kUrl)) {
    return malformed("no Bedrock call inside");
  }
  Shape shape(parameter(*decoded, "X-Amz-Credential="));
  const std::string_view key = shape.run(base::kUpperAlnum, 20);
  shape.literal("%2F");
  const std::string_view day = shape.run(base::kDigit, 8);
  shape.literal("%2F");
  const std::string_view region =
      shape.run(base::kLowerAlnum | base::Charset("-"), 1, 24);
  shape.literal("%2Fbedrock");
  if (!shape.fits()) return malformed("no credential inside");
  return structure_holds({{"access_key", std::string(key)},
                          {"date", std::string(day)},
                          {"region", std::string(region)}});
}

// Amazon Bedrock user guide, "API keys".
Verdict aws_bedrock(const Input& input) {
  constexpr base::Charset kBody = base::kBase64Char | base::Charset("=");
  constexpr std::string_view kLong = "ABSK";
  constexpr std::string_view kShort = "bedrock-api-key-";
  if (input.secret.starts_with(kLong)) {
    const std::string_view text = input.secret.substr(kLong.size());
    return kBody.all(text) ? long_term_bedrock(text) : wrong_shape();
  }
  if (input.secret.starts_with(kShort)) {
    const std::string_view text = input.secret.substr(kShort.size());
    return kBody.all(text) ? short_term_bedrock(text) : wrong_shape();
  }
  return wrong_shape();
}

constexpr std::array kFamily = {
    NamedVerifier{"aws_access_key_id", aws_access_key_id},
    NamedVerifier{"aws_bedrock", aws_bedrock},
    NamedVerifier{"aws_session_token", aws_session_token},
};

}  // namespace

Family aws_family() { return kFamily; }

}  // namespace patrol::verify
