// SPDX-License-Identifier: Apache-2.0
//
// Microsoft's keys that are letters and digits only: the legacy form of CASK
// ("common annotated security keys"), and the tokens of Azure DevOps before it.
//
// A CASK key of 84 characters: 52 random, "JQQJ9", kind, year, month, 12 for
// the platform, 4 of provider data, 4 of provider signature, 4 of check. The
// first 80 decode as base64 to 60 bytes; their Marvin32 stands in the check,
// in base64 or in base62. The long form of 88 has it in full.
//
// Source: microsoft/security-utilities, LegacyCommonAnnotatedSecurityKey.cs;
// microsoft/sarif-pattern-matcher, AdoPat.
#include <array>
#include <cstdint>

#include "base/base64.h"
#include "base/base_n.h"
#include "base/byte_order.h"
#include "base/charset.h"
#include "base/crc.h"
#include "verify/family.h"
#include "verify/marvin32.h"
#include "verify/shape.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

constexpr std::size_t kCovered = 80;  // characters before the check

std::string_view provider_name(std::string_view signature) {
  struct Provider {
    std::string_view signature;
    std::string_view name;
  };
  constexpr Provider kProviders[] = {
      {"ACOG", "Azure AI services and OpenAI"},
      {"AZAC", "Azure App Configuration"},
      {"AZCS", "Azure Communication Services"},
      {"AZDO", "Azure DevOps"},
      {"AZEG", "Azure Event Grid"},
      {"AZFR", "Azure Fluid Relay"},
      {"AZFU", "Azure Functions"},
      {"AZMP", "Azure Maps"},
      {"AZMR", "Azure Mixed Reality"},
  };
  for (const Provider& provider : kProviders) {
    if (provider.signature == signature) return provider.name;
  }
  return "";
}

// The four bytes, read as one big-endian number, in base62 without leading
// zeros, then filled with zeros on the right to six characters.
std::string in_base62(std::string_view four) {
  const auto digits = base::to_digits<6>(base::big_endian(four), base::kBase62);
  std::string text(digits.data(), digits.size());
  while (text.size() > 1 && text.front() == '0') text.erase(0, 1);
  text.append(6 - text.size(), '0');
  return text;
}

bool check_fits(std::string_view check, std::string_view covered_bytes) {
  constexpr std::size_t kShortCheck = 4;
  const std::uint32_t hash = marvin32(covered_bytes, marvin_seed("Default0"));
  std::string four;
  for (int i = 0; i < 4; ++i) four += static_cast<char>(hash >> 8 * i & 0xFF);
  const std::string wide = in_base62(four);
  if (check.size() == kShortCheck) {
    return wide.starts_with(check) ||
           base::encode_base64(four).starts_with(check);
  }
  const auto have = base::decode_base64(check, base::Base64Tail::any);
  const auto want = base::decode_base64(wide, base::Base64Tail::any);
  return have && (have == want || *have == four);
}

// 'A' is 2024; 'A' to 'L' are the months.
std::string allocated(char year, char month) {
  constexpr std::string_view kYears =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const std::string months = std::to_string(month - 'A' + 1);
  return std::to_string(2024 + kYears.find(year)) + '-' +
         (months.size() < 2 ? "0" : "") + months;
}

Verdict azure_cask(const Input& input) {
  Shape shape(input.secret);
  shape.run(base::kAlnum, 52);
  shape.literal("JQQJ9");
  const std::string_view kind = shape.one_of({"9", "D", "H"});
  const std::string_view year = shape.run(base::kAlnum, 1);
  const std::string_view month = shape.run(base::Charset("ABCDEFGHIJKL"), 1);
  shape.run(base::kAlnum, 16);
  const std::string_view provider = shape.run(base::kAlnum, 4);
  const std::string_view check = shape.run(base::kBase64Char, 4, 6);
  const bool padded = shape.optional("==");
  if (!shape.complete() || check.size() != (padded ? 6 : 4)) {
    return wrong_shape();
  }
  const auto bytes = base::decode_base64(input.secret.substr(0, kCovered));
  if (!bytes) return malformed("no base64");
  if (!check_fits(check, *bytes)) return checksum_differs();
  Facts facts;
  add_fact(facts, "provider", provider);
  add_fact(facts, "service", provider_name(provider));
  add_fact(facts, "allocated", allocated(year[0], month[0]));
  if (kind != "9") add_fact(facts, "derived", "yes");
  return checksum_holds(std::move(facts));
}

// 52 characters of lower-case base32 are 32 bytes, of which four, scattered,
// hold the CRC-32 of the others xor a constant that tells users from
// applications.
Verdict azure_devops_legacy(const Input& input) {
  constexpr std::uint32_t kUser = 0xE0B9692D;
  constexpr std::uint32_t kApplication = 0x1019F92E;
  Shape shape(input.secret);
  shape.run(base::kLower | base::Charset("234567"), 52);
  if (!shape.complete()) return wrong_shape();
  const auto decoded = base::decode_base32(input.secret);
  if (!decoded || decoded->size() != 32) return malformed("no base32");
  const std::string_view d = *decoded;
  std::uint32_t crc = base::crc32(d.substr(0, 2));
  crc = base::crc32(d.substr(3, 4), crc);
  crc = base::crc32(d.substr(9, 13), crc);
  crc = base::crc32(d.substr(23), crc);
  const std::array<char, 4> check = {d[22], d[8], d[7], d[2]};
  const std::uint32_t mask =
      crc ^ base::little_endian({check.data(), check.size()});
  if (mask == kUser) return checksum_holds({{"kind", "user"}});
  if (mask == kApplication) return checksum_holds({{"kind", "application"}});
  return checksum_differs();
}

constexpr std::array kFamily = {
    NamedVerifier{"azure_cask", azure_cask},
    NamedVerifier{"azure_devops_legacy", azure_devops_legacy},
};

}  // namespace

Family cask_family() { return kFamily; }

}  // namespace patrol::verify
