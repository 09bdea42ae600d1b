// SPDX-License-Identifier: Apache-2.0
//
// Tokens of chat and social services, which hold the ids of teams, apps and
// bots.
#include <array>
#include <cstdint>
#include <optional>

#include "base/base64.h"
#include "base/base_n.h"
#include "base/byte_order.h"
#include "base/charset.h"
#include "verify/family.h"
#include "verify/shape.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

// xoxe-1-…, xoxe.xoxp-1-…, xoxe.xoxb-1-…: base64 of
// <version>-<kind>-<team>-<app>-<id>-<64 hex>.
Verdict slack_rotation(const Input& input) {
  Shape shape(input.secret);
  shape.literal("xoxe");
  shape.optional(".xoxp") || shape.optional(".xoxb");
  shape.literal("-1-");
  const std::string_view text = shape.run(base::kBase64Char, 64, 1024);
  if (!shape.complete()) return wrong_shape();
  const auto bytes = base::decode_base64(text);
  if (!bytes) return malformed("no canonical base64");
  Shape inner(*bytes);
  inner.run(base::kDigit, 1, 4);
  inner.literal("-");
  inner.run(base::kDigit, 1, 4);
  inner.literal("-");
  const std::string_view team = inner.run(base::kDigit, 6, 16);
  inner.literal("-");
  const std::string_view app = inner.run(base::kDigit, 6, 16);
  inner.literal("-");
  if (inner.fits() && inner.rest().size() > 64) {
    inner.run(base::kDigit, 6, 16);
    inner.literal("-");
  }
  inner.run(base::kLowerHex, 64);
  if (!inner.complete()) return malformed("no team and app inside");
  return structure_holds(
      {{"team_number", std::string(team)}, {"app_number", std::string(app)}});
}

// xapp-<level>-<app>-<number>-<64 hex>.
Verdict slack_app(const Input& input) {
  Shape shape(input.secret);
  shape.literal("xapp-");
  const std::string_view version = shape.run(base::kDigit, 1, 12);
  if (version.size() == 12) return unproved();  // of before 2020
  if (version.size() > 1) return wrong_shape();
  shape.literal("-");
  const std::string_view app = shape.run(base::kUpperAlnum, 9, 13);
  shape.literal("-");
  shape.run(base::kDigit, 10, 14);
  shape.literal("-");
  shape.run(base::kLowerHex, 64);
  if (!shape.complete() || !app.starts_with('A')) return wrong_shape();
  return structure_holds({{"app_id", std::string(app)}});
}

// xox<kind>-<team>-<user or bot>-…: groups of digits, then the secret.
Verdict slack(const Input& input) {
  if (input.secret.starts_with("xapp-")) return slack_app(input);
  Shape shape(input.secret);
  shape.literal("xox");
  shape.run(base::Charset("bpsare"), 1);
  shape.literal("-");
  const std::string_view team = shape.run(base::kDigit, 10, 13);
  shape.literal("-");
  for (int i = 0; i < 2; ++i) {
    Shape next = shape;
    next.run(base::kDigit, 10, 13);
    next.literal("-");
    if (next.fits()) shape = next;
  }
  const std::string_view secret = shape.run(base::kAlnum, 10, 40);
  if (!shape.complete()) return wrong_shape();
  const Facts facts = {{"team_number", std::string(team)}};
  const bool right_size = secret.size() == 24 ||
                          (secret.size() == 32 && base::kLowerHex.all(secret));
  return right_size ? structure_holds(facts) : unproved(facts);
}

// Discord's developer documentation, "Authentication": the first part is the
// bot's id, a snowflake whose upper 42 bits are milliseconds since 2015.
Verdict discord_bot(const Input& input) {
  constexpr std::uint64_t kEpochMs = 1'420'070'400'000;
  Shape shape(input.secret);
  const std::string_view id = shape.run(base::kBase64UrlChar, 24, 28);
  shape.literal(".");
  shape.run(base::kBase64UrlChar, 6);
  shape.literal(".");
  const std::string_view secret = shape.run(base::kBase64UrlChar, 27, 38);
  if (!shape.complete()) return wrong_shape();
  const auto digits = base::decode_base64(id);
  const bool decimal = digits && digits->size() >= 17 && digits->size() <= 20 &&
                       base::kDigit.all(*digits);
  const auto number =
      decimal ? base::decode_number(*digits, base::kBase10) : std::nullopt;
  if (!number) return malformed("the first part is no bot id");
  if (!base::decode_base64(secret)) return malformed("the secret is damaged");
  const std::uint64_t created_ms = (*number >> 22) + kEpochMs;
  return structure_holds(
      {{"bot_id", *digits},
       {"created", utc_time(static_cast<std::int64_t>(created_ms / 1000))}});
}

// core.telegram.org/bots: <bot id>:AA<33 characters>.
Verdict telegram(const Input& input) {
  Shape shape(input.secret);
  const std::string_view bot = shape.run(base::kDigit, 8, 10);
  shape.literal(":AA");
  shape.run(base::kBase64UrlChar, 33);
  if (!shape.complete()) return wrong_shape();
  return structure_holds({{"bot_id", std::string(bot)}});
}

// Base64 in which Z is an escape: ZA for Z, ZB for '+', ZC for '/', ZD for
// '='. nullopt if another letter follows a Z.
std::optional<std::string> unescape_z(std::string_view text) {
  constexpr std::string_view kMeaning = "Z+/=";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != 'Z') {
      out += text[i];
      continue;
    }
    if (++i == text.size() || text[i] < 'A' || text[i] > 'D') {
      return std::nullopt;
    }
    out += kMeaning[static_cast<std::size_t>(text[i] - 'A')];
  }
  return out;
}

std::string_view facebook_app(std::uint64_t id) {
  switch (id) {
    case 145634995501895:
      return "Graph API Explorer";
    case 350685531728:
      return "Facebook for Android";
    case 6628568379:
      return "Facebook for iPhone";
    case 124024574287414:
      return "Instagram";
    default:
      return "";
  }
}

// "E" and base64 with Z escapes; the first eight bytes are the app's id. Found
// by recomputation over tokens of three known apps.
Verdict facebook(const Input& input) {
  Shape shape(input.secret);
  shape.literal("EA");
  shape.run(base::kAlnum, 32, 400);
  if (!shape.complete()) return wrong_shape();
  const auto text = unescape_z(input.secret.substr(1));
  const auto bytes =
      text ? base::decode_base64(*text, base::Base64Tail::any) : std::nullopt;
  if (!bytes || bytes->size() < 8) return malformed("no base64 inside");
  const std::uint64_t app = base::big_endian(bytes->substr(0, 8));
  constexpr std::uint64_t kLeast = 10'000'000;
  constexpr std::uint64_t kMost = 100'000'000'000'000'000;
  if (app <= kLeast || app >= kMost) return malformed("no app id inside");
  Facts facts;
  add_fact(facts, "app_id", std::to_string(app));
  add_fact(facts, "app", facebook_app(app));
  return structure_holds(std::move(facts));
}

constexpr std::array kFamily = {
    NamedVerifier{"discord_bot", discord_bot},
    NamedVerifier{"facebook", facebook},
    NamedVerifier{"slack", slack},
    NamedVerifier{"slack_rotation", slack_rotation},
    NamedVerifier{"telegram", telegram},
};

}  // namespace

Family chat_family() { return kFamily; }

}  // namespace patrol::verify
