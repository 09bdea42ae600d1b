// SPDX-License-Identifier: Apache-2.0
//
// Keys whose encoding carries its own check: base32 with a CRC-16, base58 with
// a double SHA-256, bech32, and base64url with a CRC-32.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/base64.h"
#include "base/base_n.h"
#include "base/byte_order.h"
#include "base/charset.h"
#include "base/crc.h"
#include "base/digest.h"
#include "verify/bech32.h"
#include "verify/family.h"
#include "verify/shape.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

unsigned byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

// Base32 whose last two bytes are the CRC-16/XMODEM of the others,
// little-endian; the bytes before them, or nullopt.
std::optional<std::string> decode_with_crc16(std::string_view text) {
  auto bytes = base::decode_base32(text);
  if (!bytes || bytes->size() < 3) return std::nullopt;
  const std::size_t size = bytes->size() - 2;
  const std::uint16_t crc =
      base::crc16_xmodem(std::string_view(*bytes).substr(0, size));
  if (byte_at(*bytes, size) != (crc & 0xFFu) ||
      byte_at(*bytes, size + 1) != crc >> 8) {
    return std::nullopt;
  }
  bytes->resize(size);
  return bytes;
}

// nats-io/nkeys, strkey.go: 'S', the type, 32 bytes of seed, CRC-16.
Verdict nats(const Input& input) {
  Shape shape(input.secret);
  shape.literal("S");
  const std::string_view type = shape.run(base::Charset("ACNOPUX"), 1);
  shape.run(base::kBase32Char, 56);
  if (!shape.complete()) return wrong_shape();
  if (!decode_with_crc16(input.secret)) return checksum_differs();
  constexpr std::array<std::pair<char, std::string_view>, 7> kKinds = {{
      {'A', "account"},
      {'C', "cluster"},
      {'N', "server"},
      {'O', "operator"},
      {'P', "private"},
      {'U', "user"},
      {'X', "curve"},
  }};
  Facts facts;
  for (const auto& [letter, name] : kKinds) {
    if (letter == type[0]) add_fact(facts, "kind", name);
  }
  return checksum_holds(std::move(facts));
}

// Stellar's SEP-23: version byte 18 << 3, 32 bytes of seed, CRC-16.
Verdict stellar(const Input& input) {
  Shape shape(input.secret);
  shape.literal("S");
  shape.run(base::kBase32Char, 55);
  if (!shape.complete()) return wrong_shape();
  const auto bytes = decode_with_crc16(input.secret);
  if (!bytes || bytes->size() != 33 || byte_at(*bytes, 0) != 18 << 3) {
    return checksum_differs();
  }
  return checksum_holds();
}

// C2SP's age specification: bech32 of 32 bytes, or an identity of a plugin.
Verdict age(const Input& input) {
  if (!input.secret.starts_with("AGE-")) return wrong_shape();
  const auto decoded = decode_bech32(input.secret);
  if (!decoded) return checksum_differs();
  constexpr std::string_view kPlugin = "age-plugin-";
  std::string_view prefix = decoded->prefix;
  if (prefix == "age-secret-key-") {
    if (decoded->bytes.size() != 32) return malformed("not 32 bytes");
    return checksum_holds();
  }
  if (!prefix.starts_with(kPlugin) || !prefix.ends_with('-') ||
      prefix.size() <= kPlugin.size() + 1) {
    return wrong_shape();
  }
  prefix.remove_prefix(kPlugin.size());
  prefix.remove_suffix(1);
  return checksum_holds({{"plugin", printable(prefix)}});
}

// NIP-19: bech32 of 32 bytes.
Verdict nostr(const Input& input) {
  if (!input.secret.starts_with("nsec1")) return wrong_shape();
  const auto decoded = decode_bech32(input.secret);
  if (!decoded) return checksum_differs();
  if (decoded->prefix != "nsec" || decoded->bytes.size() != 32) {
    return malformed("not 32 bytes");
  }
  return checksum_holds();
}

// Base58Check: the last four bytes begin the double SHA-256 of the others.
// The bytes before them, or nullopt.
std::optional<std::string> decode_base58_check(
    std::string_view text, std::string_view alphabet = base::kBase58) {
  constexpr std::size_t kLongest = 120;  // xprv and its kin have 112
  if (text.size() > kLongest) return std::nullopt;
  auto bytes = base::decode_base_n(text, alphabet);
  if (!bytes || bytes->size() < 5) return std::nullopt;
  const std::string_view body =
      std::string_view(*bytes).substr(0, bytes->size() - 4);
  const std::string sum = base::sha256(base::sha256(body));
  if (!sum.starts_with(std::string_view(*bytes).substr(body.size()))) {
    return std::nullopt;
  }
  bytes->resize(body.size());
  return bytes;
}

// Bitcoin's wallet import format; EOS and testnets use it too.
Verdict bitcoin_wif(const Input& input) {
  const auto bytes = decode_base58_check(input.secret);
  if (!bytes) return checksum_differs();
  const bool compressed = bytes->size() == 34 && bytes->back() == 1;
  const unsigned version = byte_at(*bytes, 0);
  if ((bytes->size() != 33 && !compressed) ||
      (version != 0x80 && version != 0xEF)) {
    return malformed("no private key");
  }
  return checksum_holds({{"network", version == 0x80 ? "mainnet" : "testnet"},
                         {"compressed", compressed ? "yes" : "no"}});
}

// BIP-32 extended private keys: 78 bytes, of which byte 45 is zero.
Verdict bitcoin_xprv(const Input& input) {
  if (input.secret.substr(std::min<std::size_t>(1, input.secret.size()), 3) !=
      "prv") {
    return wrong_shape();
  }
  const auto bytes = decode_base58_check(input.secret);
  if (!bytes) return checksum_differs();
  if (bytes->size() != 78 || (*bytes)[45] != 0) {
    return malformed("no extended private key");
  }
  return checksum_holds({{"depth", std::to_string(byte_at(*bytes, 4))}});
}

// BIP-38: a private key under a passphrase.
Verdict bitcoin_bip38(const Input& input) {
  const auto bytes = decode_base58_check(input.secret);
  if (!bytes) return checksum_differs();
  if (bytes->size() != 39 || byte_at(*bytes, 0) != 1 ||
      (byte_at(*bytes, 1) != 0x42 && byte_at(*bytes, 1) != 0x43)) {
    return malformed("no encrypted private key");
  }
  return checksum_holds({{"encrypted", "yes"}});
}

// xrpl.org, "Base58 encodings": family seeds of secp256k1 and of Ed25519.
Verdict xrp(const Input& input) {
  const auto bytes = decode_base58_check(input.secret, base::kBase58Ripple);
  if (!bytes) return checksum_differs();
  const bool secp = bytes->size() == 17 && byte_at(*bytes, 0) == 0x21;
  const bool ed = bytes->size() == 19 && bytes->starts_with("\x01\xe1\x4b");
  if (!secp && !ed) return malformed("no seed");
  return checksum_holds({{"kind", secp ? "secp256k1" : "ed25519"}});
}

// Tezos' base58check prefixes (src/lib_crypto/base58.ml).
Verdict tezos(const Input& input) {
  Shape shape(input.secret);
  shape.one_of({"edsk", "spsk", "p2sk", "edesk"});
  shape.run(base::Charset(base::kBase58), 50, 100);
  if (!shape.complete()) return wrong_shape();
  return decode_base58_check(input.secret) ? checksum_holds()
                                           : checksum_differs();
}

// y0_ and base64url: 2, user id (8 bytes), client id (4), random bytes, and
// the CRC-32 of all before, all of it big-endian. Found by recomputation over
// public tokens.
Verdict yandex(const Input& input) {
  Shape shape(input.secret);
  shape.literal("y0_");
  const std::string_view text = shape.run(base::kBase64UrlChar, 54, 60);
  if (!shape.complete()) return wrong_shape();
  const auto decoded = base::decode_base64(text);
  if (!decoded) return malformed("no canonical base64");
  const std::string_view bytes = *decoded;
  const std::string_view body = bytes.substr(0, bytes.size() - 4);
  if (base::big_endian(bytes.substr(body.size())) != base::crc32(body)) {
    return checksum_differs();
  }
  if (byte_at(bytes, 0) != 2) return malformed("unknown version");
  return checksum_holds(
      {{"user_id", std::to_string(base::big_endian(bytes.substr(1, 8)))},
       {"client_id", std::to_string(base::big_endian(bytes.substr(9, 4)))}});
}

constexpr std::array kFamily = {
    NamedVerifier{"age", age},
    NamedVerifier{"bitcoin_bip38", bitcoin_bip38},
    NamedVerifier{"bitcoin_wif", bitcoin_wif},
    NamedVerifier{"bitcoin_xprv", bitcoin_xprv},
    NamedVerifier{"nats", nats},
    NamedVerifier{"nostr", nostr},
    NamedVerifier{"stellar", stellar},
    NamedVerifier{"tezos", tezos},
    NamedVerifier{"xrp", xrp},
    NamedVerifier{"yandex", yandex},
};

}  // namespace

Family encoded_family() { return kFamily; }

}  // namespace patrol::verify
