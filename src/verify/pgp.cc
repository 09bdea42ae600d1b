// SPDX-License-Identifier: Apache-2.0
//
// OpenPGP in ASCII armour (RFC 9580, 6): base64, then a line '=' and the
// CRC-24 of the bytes, which newer programs leave out.
#include <array>
#include <cstdint>
#include <optional>

#include "base/base64.h"
#include "base/byte_order.h"
#include "base/crc.h"
#include "base/digest.h"
#include "base/hex.h"
#include "verify/family.h"
#include "verify/known_examples.h"
#include "verify/pem.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

struct Armor {
  std::string_view label;  // "PRIVATE KEY BLOCK"
  std::string bytes;
  std::string check;  // the CRC line without '='; "" = none
};

// The lines after the armour's headers: those end at the first empty line.
std::string_view skip_headers(std::string_view body) {
  for (const std::string_view blank : {"\n\n", "\n\r\n"}) {
    const std::size_t at = body.find(blank);
    if (at != std::string_view::npos) return body.substr(at + blank.size());
  }
  return body;
}

std::optional<Armor> parse_armor(std::string_view text) {
  constexpr std::string_view kBegin = "-----BEGIN PGP ";
  constexpr std::string_view kDashes = "-----";
  if (text.size() > kMaxKeySize) return std::nullopt;
  const std::size_t begin = text.find(kBegin);
  if (begin == std::string_view::npos) return std::nullopt;
  text.remove_prefix(begin + kBegin.size());
  const std::size_t label_end = text.find(kDashes);
  if (label_end == std::string_view::npos) return std::nullopt;
  Armor armor{.label = text.substr(0, label_end), .bytes = "", .check = ""};
  text.remove_prefix(label_end + kDashes.size());
  const std::size_t end = text.find("-----END PGP ");
  if (end == std::string_view::npos) return std::nullopt;
  std::string body = without_space(skip_headers(text.substr(0, end)));
  // "=XXXX" at the end is the check; a padding '=' has no four after it.
  constexpr std::size_t kCheckLine = 5;
  if (body.size() > kCheckLine && body[body.size() - kCheckLine] == '=') {
    armor.check = body.substr(body.size() - kCheckLine + 1);
    body.resize(body.size() - kCheckLine);
  }
  auto bytes = decode_body(body);
  if (!bytes) return std::nullopt;
  armor.bytes = std::move(*bytes);
  return armor;
}

bool check_fits(const Armor& armor) {
  const std::uint32_t crc = base::crc24(armor.bytes);
  std::string three;
  for (int shift = 16; shift >= 0; shift -= 8) {
    three += static_cast<char>(crc >> shift & 0xFF);
  }
  return base::encode_base64(three) == armor.check;
}

struct Packet {
  unsigned tag = 0;
  std::string_view body;
};

// Length in the new format (RFC 9580, 4.2.1); partial lengths are not used by
// keys.
std::optional<std::size_t> take_new_length(std::string_view& bytes) {
  if (bytes.empty()) return std::nullopt;
  const auto byte = [&](std::size_t i) -> std::size_t {
    return static_cast<unsigned char>(bytes[i]);
  };
  const std::size_t first = byte(0);
  std::size_t size = 1;
  std::size_t length = first;
  if (first >= 192 && first < 224 && bytes.size() >= 2) {
    size = 2;
    length = ((first - 192) << 8) + byte(1) + 192;
  } else if (first == 255 && bytes.size() >= 5) {
    size = 5;
    length = base::big_endian(bytes.substr(1, 4));
  } else if (first >= 192) {
    return std::nullopt;
  }
  bytes.remove_prefix(size);
  return length;
}

std::optional<std::size_t> take_old_length(unsigned kind,
                                           std::string_view& bytes) {
  const std::size_t size = std::size_t{1} << kind;  // 1, 2 or 4
  if (kind > 2 || bytes.size() < size) return std::nullopt;
  const std::size_t length = base::big_endian(bytes.substr(0, size));
  bytes.remove_prefix(size);
  return length;
}

// Takes the first packet off the front (RFC 9580, 4.2).
std::optional<Packet> take_packet(std::string_view& bytes) {
  if (bytes.empty()) return std::nullopt;
  const unsigned head = static_cast<unsigned char>(bytes.front());
  if ((head & 0x80u) == 0) return std::nullopt;
  bytes.remove_prefix(1);
  const bool is_new = (head & 0x40u) != 0;
  const auto length =
      is_new ? take_new_length(bytes) : take_old_length(head & 3u, bytes);
  if (!length || *length > bytes.size()) return std::nullopt;
  const Packet packet{is_new ? head & 0x3Fu : head >> 2 & 15u,
                      bytes.substr(0, *length)};
  bytes.remove_prefix(*length);
  return packet;
}

// The bytes of the public half at the front of a secret key of version 4: the
// version, a time, the algorithm and its numbers (RFC 9580, 5.5.2 and 9.1).
// nullopt for other versions and unknown algorithms.
std::optional<std::size_t> public_size(std::string_view body) {
  if (body.size() < 6 || body[0] != 4) return std::nullopt;
  const unsigned algorithm = static_cast<unsigned char>(body[5]);
  std::size_t at = 6;
  const bool curve = algorithm == 18 || algorithm == 19 || algorithm == 22;
  int numbers = curve ? 1 : 0;
  if (algorithm >= 1 && algorithm <= 3) numbers = 2;  // RSA
  if (algorithm == 16) numbers = 3;                   // Elgamal
  if (algorithm == 17) numbers = 4;                   // DSA
  if (numbers == 0) return std::nullopt;
  const auto skip_counted = [&] {
    if (at < body.size()) at += 1u + static_cast<unsigned char>(body[at]);
  };
  if (curve) skip_counted();  // the curve's object identifier
  for (int i = 0; i < numbers && at + 2 <= body.size(); ++i) {
    const std::size_t bits = base::big_endian(body.substr(at, 2));
    at += 2 + (bits + 7) / 8;
  }
  if (algorithm == 18) skip_counted();  // ECDH's key derivation
  return at < body.size() ? std::optional(at) : std::nullopt;
}

Facts secret_key_facts(std::string_view body) {
  Facts facts;
  const auto size = public_size(body);
  if (!size) return facts;
  const std::uint64_t created = base::big_endian(body.substr(1, 4));
  add_fact(facts, "created", utc_time(static_cast<std::int64_t>(created)));
  add_fact(facts, "encrypted", body[*size] == 0 ? "no" : "yes");
  // The fingerprint: SHA-1 of 0x99, the length in two bytes, the public half.
  std::string hashed = "\x99";
  hashed += static_cast<char>(*size >> 8 & 0xFF);
  hashed += static_cast<char>(*size & 0xFF);
  hashed += body.substr(0, *size);
  add_fact(facts, "fingerprint", base::encode_hex(base::sha1(hashed)));
  return facts;
}

Verdict pgp_key(const Input& input) {
  constexpr unsigned kSecretKey = 5;
  const auto armor = parse_armor(input.secret);
  if (!armor) return malformed("no whole armour");
  if (!armor->check.empty() && !check_fits(*armor)) return checksum_differs();
  std::string_view bytes = armor->bytes;
  const auto packet = take_packet(bytes);
  if (!packet) return malformed("no whole OpenPGP packet");
  Facts facts;
  if (packet->tag == kSecretKey) facts = secret_key_facts(packet->body);
  facts.insert(facts.begin(), {"block", printable(armor->label)});
  Verdict verdict = armor->check.empty() ? structure_holds(std::move(facts))
                                         : checksum_holds(std::move(facts));
  for (const Fact& fact : verdict.facts) {
    if (fact.name == "fingerprint") {
      verdict.known_example = is_known_test_key(fact.value);
    }
  }
  return verdict;
}

constexpr std::array kFamily = {
    NamedVerifier{"pgp_key", pgp_key},
};

}  // namespace

Family pgp_family() { return kFamily; }

}  // namespace patrol::verify
