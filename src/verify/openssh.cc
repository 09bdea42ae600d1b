// SPDX-License-Identifier: Apache-2.0
//
// openssh-key-v1: magic, cipher, key derivation, its options, number of keys
// (1), public key, private section. The private section, when not encrypted:
// two equal check numbers, the key's fields, a comment, padding 1, 2, 3, ….
// Source: openssh-portable, PROTOCOL.key.
#include "verify/openssh.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/base64.h"
#include "base/digest.h"
#include "verify/key_math.h"
#include "verify/known_examples.h"
#include "verify/ssh_wire.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

using namespace std::string_view_literals;
constexpr std::string_view kMagic = "openssh-key-v1\0"sv;

struct Container {
  std::string_view cipher;
  std::string_view public_key;
  std::string_view private_section;
};

std::optional<Container> open_container(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) return std::nullopt;
  SshReader reader(bytes.substr(kMagic.size()));
  Container container;
  container.cipher = reader.string();
  reader.string();  // key derivation
  reader.string();  // its options
  const std::uint32_t keys = reader.number();
  container.public_key = reader.string();
  container.private_section = reader.string();
  if (!reader.ok() || !reader.rest().empty() || keys != 1) return std::nullopt;
  return container;
}

// What is known of a key after its fields were read.
struct KeyParts {
  std::string public_key{};  // rebuilt from the private section
  bool holds = false;        // the private half fits the public half
  int bits = 0;
};

KeyParts read_rsa(SshReader& reader) {
  const std::string_view n = reader.string();
  const std::string_view e = reader.string();
  const std::string_view d = reader.string();
  reader.string();  // the inverse of q modulo p
  const std::string_view p = reader.string();
  const std::string_view q = reader.string();
  KeyParts parts{.bits = bit_length(n)};
  parts.holds = rsa_holds({.n = n, .e = e, .d = d, .p = p, .q = q});
  append_ssh_string(parts.public_key, "ssh-rsa");
  append_ssh_string(parts.public_key, e);
  append_ssh_string(parts.public_key, n);
  return parts;
}

KeyParts read_ed25519(SshReader& reader) {
  constexpr std::size_t kSize = 32;
  const std::string_view point = reader.string();
  const std::string_view seed_and_point = reader.string();
  KeyParts parts{.bits = 256};
  if (point.size() == kSize && seed_and_point.size() == 2 * kSize) {
    parts.holds = seed_and_point.substr(kSize) == point &&
                  ed25519_public(seed_and_point.substr(0, kSize)) == point;
  }
  append_ssh_string(parts.public_key, "ssh-ed25519");
  append_ssh_string(parts.public_key, point);
  return parts;
}

struct Curve {
  std::string_view ssh_name;
  const char* openssl_name;
  int bits;
};
constexpr std::array kCurves = {
    Curve{"nistp256", "prime256v1", 256},
    Curve{"nistp384", "secp384r1", 384},
    Curve{"nistp521", "secp521r1", 521},
};

KeyParts read_ecdsa(std::string_view type, SshReader& reader) {
  const std::string_view name = reader.string();
  const std::string_view point = reader.string();
  const std::string_view scalar = reader.string();
  const auto* curve = std::ranges::find(kCurves, name, &Curve::ssh_name);
  KeyParts parts;
  if (curve != kCurves.end()) {
    parts.bits = curve->bits;
    parts.holds = ec_public(curve->openssl_name, scalar) == point;
  }
  append_ssh_string(parts.public_key, type);
  append_ssh_string(parts.public_key, name);
  append_ssh_string(parts.public_key, point);
  return parts;
}

bool padding_counts_up(std::string_view padding) {
  for (std::size_t i = 0; i < padding.size(); ++i) {
    if (static_cast<unsigned char>(padding[i]) != ((i + 1) & 0xFF))
      return false;
  }
  return true;
}

Facts key_facts(std::string_view type, int bits, std::string_view comment,
                std::string_view fingerprint) {
  Facts facts;
  add_fact(facts, "type", type);
  if (bits > 0) add_fact(facts, "bits", std::to_string(bits));
  add_fact(facts, "encrypted", "no");
  add_fact(facts, "comment", comment);
  add_fact(facts, "fingerprint", fingerprint);
  return facts;
}

std::optional<KeyParts> read_parts(std::string_view type, SshReader& reader) {
  if (type == "ssh-rsa") return read_rsa(reader);
  if (type == "ssh-ed25519") return read_ed25519(reader);
  if (type.starts_with("ecdsa-sha2-")) return read_ecdsa(type, reader);
  return std::nullopt;
}

Verdict verify_open_key(const Container& container) {
  SshReader reader(container.private_section);
  const std::uint32_t first = reader.number();
  const std::uint32_t second = reader.number();
  const std::string_view type = reader.string();
  if (!reader.ok()) return malformed("the private section is cut short");
  if (first != second) return checksum_differs();
  const std::string fingerprint = ssh_fingerprint(container.public_key);
  if (SshReader(container.public_key).string() != type) {
    return malformed("the public half is of another type");
  }
  const auto parts = read_parts(type, reader);
  if (!parts) {  // ssh-dss, security keys: the check numbers have to do
    return checksum_holds(key_facts(type, 0, "", fingerprint));
  }
  const std::string_view comment = reader.string();
  if (!reader.ok() || !padding_counts_up(reader.rest())) {
    return malformed("the private section is damaged");
  }
  if (!parts->holds || parts->public_key != container.public_key) {
    return refuted(ProofKind::checksum, "the public half differs");
  }
  return checksum_holds(key_facts(type, parts->bits, comment, fingerprint));
}

}  // namespace

std::string ssh_fingerprint(std::string_view public_key) {
  std::string text = "SHA256:" + base::encode_base64(base::sha256(public_key));
  while (text.ends_with('=')) text.pop_back();
  return text;
}

Verdict verify_openssh(std::string_view bytes) {
  const auto container = open_container(bytes);
  if (!container) return malformed("no whole OpenSSH key");
  Verdict verdict;
  if (container->cipher == "none") {
    verdict = verify_open_key(*container);
  } else {
    add_fact(verdict.facts, "type", SshReader(container->public_key).string());
    add_fact(verdict.facts, "encrypted", "yes");
    add_fact(verdict.facts, "cipher", container->cipher);
    add_fact(verdict.facts, "fingerprint",
             ssh_fingerprint(container->public_key));
  }
  verdict.known_example =
      is_known_test_key(ssh_fingerprint(container->public_key));
  return verdict;
}

}  // namespace patrol::verify
