// SPDX-License-Identifier: Apache-2.0
//
// GitLab's routable tokens: <prefix><base64url>.01.<length><crc>. Two digits
// of base 36 give the length of the base64 text, seven the CRC-32 of all that
// stands before them. The first release left "01." out.
//
// Decoded, the text is 16 random bytes, lines "key:value" with values in base
// 36, and a byte with the length of the lines. The first release had the lines
// first, then 16 random bytes and 0x10.
//
// Source: gitlabhq, lib/authn/token_field/generator/routable_token.rb.
#include <algorithm>
#include <array>
#include <optional>

#include "base/base64.h"
#include "base/base_n.h"
#include "base/charset.h"
#include "base/crc.h"
#include "verify/crc_tail.h"
#include "verify/family.h"
#include "verify/shape.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

constexpr std::size_t kRandomBytes = 16;

std::string_view key_name(char key) {
  switch (key) {
    case 'c':
      return "cell";
    case 'o':
      return "organization";
    case 'u':
      return "user";
    case 'g':
      return "group";
    case 'p':
      return "project";
    case 't':
      return "token_type";
    default:
      return "";
  }
}

// The lines "key:value" of the payload; "" if it has neither layout.
std::string_view routing_lines(std::string_view bytes) {
  if (bytes.size() < kRandomBytes + 1) return {};
  const auto last = static_cast<unsigned char>(bytes.back());
  if (bytes.size() == kRandomBytes + 1 + last) {
    return bytes.substr(kRandomBytes, last);
  }
  if (last == kRandomBytes) {
    return bytes.substr(0, bytes.size() - kRandomBytes - 1);
  }
  return {};
}

Facts routing_facts(std::string_view lines) {
  Facts facts;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.size() < 3 || line[1] != ':') continue;
    const auto value = base::decode_number(line.substr(2), base::kBase36);
    if (value && !key_name(line[0]).empty()) {
      add_fact(facts, key_name(line[0]), std::to_string(*value));
    }
  }
  return facts;
}

// The base64 text between the prefix and the first dot. The prefix is "gl",
// letters and '-', perhaps "t1_"; or the old GR1348941 of runners.
struct Parts {
  std::string_view payload;
  std::string_view length;
  std::string_view crc;
};

std::optional<Parts> split(std::string_view token) {
  Shape shape(token);
  if (!shape.optional("GR1348941")) {
    shape.literal("gl");
    shape.run(base::kLower, 1, 10);
    shape.literal("-");
  }
  if (shape.rest().size() > 3 && shape.rest()[0] == 't' &&
      base::kDigit.contains(shape.rest()[1]) && shape.rest()[2] == '_') {
    shape.run(base::kAlnum | base::Charset("_"), 3);
  }
  const std::string_view payload = shape.run(base::kBase64UrlChar, 27, 300);
  shape.literal(".");
  if (shape.rest().size() > 9) {
    shape.literal("0");
    shape.run(base::kLowerAlnum, 1);
    shape.literal(".");
  }
  const std::string_view length = shape.run(base::kLowerAlnum, 2);
  const std::string_view crc = shape.run(base::kLowerAlnum, 7);
  if (!shape.complete()) return std::nullopt;
  return Parts{payload, length, crc};
}

// The shape before routable tokens: a prefix and random characters.
bool is_older_shape(std::string_view token) {
  return token.starts_with("gl") && token.find('.') == std::string_view::npos;
}

Verdict gitlab_routable(const Input& input) {
  const std::string_view token = input.secret;
  if (is_older_shape(token)) return unproved();
  const auto parts = split(token);
  if (!parts) return wrong_shape();
  const std::string_view covered =
      token.substr(0, token.size() - parts->crc.size());
  if (write_tail(Tail::base36, base::crc32(covered)).view() != parts->crc) {
    return checksum_differs();
  }
  if (base::decode_number(parts->length, base::kBase36) !=
      parts->payload.size()) {
    return malformed("the length field differs");
  }
  const auto bytes = base::decode_base64(parts->payload);
  if (!bytes) return malformed("the payload is no base64");
  return checksum_holds(routing_facts(routing_lines(*bytes)));
}

constexpr std::array kFamily = {
    NamedVerifier{"gitlab_routable", gitlab_routable},
};

}  // namespace

Family gitlab_family() { return kFamily; }

}  // namespace patrol::verify
