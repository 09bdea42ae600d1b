// SPDX-License-Identifier: Apache-2.0
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <memory>

#include "base/base64.h"
#include "base/base_n.h"
#include "base/crc.h"
#include "base/digest.h"
#include "base/hex.h"
#include "support/marks.h"
#include "support/mint.h"
#include "verify/key_math.h"
#include "verify/mnemonic_words.h"
#include "verify/ssh_wire.h"

namespace patrol::test {
namespace {

constexpr std::string_view kBech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

// `bytes` in groups of five bits, the last one filled up with zeros.
std::string five_bit_groups(const std::string& bytes) {
  std::string groups;
  unsigned held = 0;
  int bits = 0;
  for (const char c : bytes) {
    held = held << 8 | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) {
      groups += static_cast<char>(held >> (bits - 5) & 31);
    }
  }
  if (bits > 0) groups += static_cast<char>(held << (5 - bits) & 31);
  return groups;
}

// BIP-173's polynomial over the values of a whole text.
std::uint32_t bech32_sum(const std::string& values) {
  constexpr std::array<std::uint32_t, 5> kGenerator = {
      0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
  std::uint32_t sum = 1;
  for (const char value : values) {
    const std::uint32_t top = sum >> 25;
    sum = (sum & 0x1ffffff) << 5 ^ static_cast<unsigned char>(value);
    for (std::size_t i = 0; i < 5; ++i) sum ^= top >> i & 1 ? kGenerator[i] : 0;
  }
  return sum;
}

std::string mint_bech32(const std::string& prefix, const std::string& bytes) {
  std::string values;
  for (const char c : prefix) values += static_cast<char>(c >> 5);
  values += '\0';
  for (const char c : prefix) values += static_cast<char>(c & 31);
  std::string groups = five_bit_groups(bytes);
  const std::uint32_t sum =
      bech32_sum(values + groups + std::string(6, '\0')) ^ 1;
  for (int i = 5; i >= 0; --i) groups += static_cast<char>(sum >> 5 * i & 31);
  std::string text = prefix + "1";
  for (const char group : groups) {
    text += kBech32[static_cast<unsigned char>(group)];
  }
  return text;
}

std::string upper_case(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string base58_check(const std::string& bytes) {
  return base::encode_base_n(
      bytes + base::sha256(base::sha256(bytes)).substr(0, 4), base::kBase58);
}

std::string mint_words(Random& random, std::size_t count) {
  const std::string entropy = random.bytes(count / 3 * 4);
  std::string bits;
  for (const char byte : entropy + base::sha256(entropy)[0]) {
    for (int i = 7; i >= 0; --i) bits += (byte >> i & 1) != 0 ? '1' : '0';
  }
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += ' ';
    const std::string word = bits.substr(11 * i, 11);
    text += verify::mnemonic_word(
        static_cast<std::uint32_t>(std::stoul(word, nullptr, 2)));
  }
  return text;
}

std::string armour(const std::string& kind, const std::string& bytes) {
  return unmark("-----BE·GIN ") + kind + " PRIVATE KEY-----\n" +
         base::encode_base64(bytes) + "\n-----END " + kind +
         " PRIVATE KEY-----\n";
}

// OpenSSL's generator makes the key, so it differs in every run.
std::string mint_ec_pem() {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()),
                                                      BIO_free);
  PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0,
                                nullptr, nullptr);
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

// The container of OpenSSH's PROTOCOL.key around an Ed25519 key.
std::string mint_openssh(Random& random) {
  const std::string seed = random.bytes(32);
  const std::string point = *verify::ed25519_public(seed);
  std::string blob;
  verify::append_ssh_string(blob, "ssh-ed25519");
  verify::append_ssh_string(blob, point);
  const std::string check = random.bytes(4);
  std::string section = check + check + blob;
  verify::append_ssh_string(section, seed + point);
  verify::append_ssh_string(section, "");
  for (char pad = 1; section.size() % 8 != 0; ++pad) section += pad;
  std::string file("openssh-key-v1\0", 15);
  for (const char* part : {"none", "none", ""}) {
    verify::append_ssh_string(file, part);
  }
  file += std::string("\0\0\0\1", 4);
  verify::append_ssh_string(file, blob);
  verify::append_ssh_string(file, section);
  return armour("OPENSSH", file);
}

std::string json_text(std::string text) {
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos;) {
    text.replace(at, 1, "\\n");
  }
  return '"' + text + '"';
}

std::string mint_gcp(Random& random) {
  return R"({"type":"service_account","project_id":"p)" +
         random.word(6, kDigits) + R"(","private_key_id":")" +
         random.word(40, kHex) + R"(","client_email":"a@p.iam","private_key":)" +
         json_text(mint_ec_pem()) + "}";
}

std::string mint_putty(Random& random) {
  const std::string open = random.bytes(51), hidden = random.bytes(36);
  std::string data;
  for (const std::string& part :
       {std::string("ssh-ed25519"), std::string("none"), std::string("me"),
        open, hidden}) {
    verify::append_ssh_string(data, part);
  }
  return "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: me\n"
         "Public-Lines: 2\n" +
         base::encode_base64(open.substr(0, 48)) + "\n" +
         base::encode_base64(open.substr(48)) + "\nPrivate-Lines: 1\n" +
         base::encode_base64(hidden) + "\nPrivate-MAC: " +
         base::encode_hex(base::hmac(base::Digest::sha256, "", data)) + "\n";
}

// A packet of version 4 that holds an Ed25519 key (RFC 9580, 5.5.3).
std::string mint_pgp(Random& random) {
  std::string body("\x04\x60\x00\x00\x00\x16\x09", 7);
  body += "\x2b\x06\x01\x04\x01\xda\x47\x0f\x01";
  body += std::string("\x01\x07\x40", 3) + random.bytes(32);
  body += std::string("\0\x01\x00\x80", 4) + random.bytes(31);
  body += std::string("\0\0", 2);
  std::string packet = "\xC5";
  packet += static_cast<char>(body.size());
  packet += body;
  const std::uint32_t crc = base::crc24(packet);
  std::string three;
  for (int shift = 16; shift >= 0; shift -= 8) {
    three += static_cast<char>(crc >> shift & 0xFF);
  }
  return unmark("-----BE·GIN PGP PRIVATE KEY BLOCK-----\n\n") +
         base::encode_base64(packet) + "\n=" + base::encode_base64(three) +
         "\n-----END PGP PRIVATE KEY BLOCK-----\n";
}

Minted mint_vapid(Random& random) {
  const std::string scalar = "\x7f" + random.bytes(31);
  return {base::encode_base64url(scalar),
          "VAPID_PUBLIC=" + base::encode_base64url(
                                *verify::ec_public("prime256v1", scalar))};
}

}  // namespace

std::vector<Mint> encoded_mints() {
  return {
      {"age",
       [](Random& r) {
         return upper_case(mint_bech32("age-secret-key-", r.bytes(32)));
       }},
      {"age",
       [](Random& r) {
         return upper_case(mint_bech32("age-plugin-yubikey-", r.bytes(20)));
       }},
      {"nostr", [](Random& r) { return mint_bech32("nsec", r.bytes(32)); }},
      {"tezos",
       [](Random& r) {
         return base58_check("\x0d\x0f\x3a\x07" + r.bytes(32));
       }},
      {"bitcoin_bip38",
       [](Random& r) { return base58_check("\x01\x42\xe0" + r.bytes(36)); }},
      {"bitcoin_xprv",
       [](Random& r) {
         return base58_check("\x04\x88\xad\xe4" + r.bytes(41) + '\0' +
                             r.bytes(32));
       }},
      {"bip39", [](Random& r) { return mint_words(r, 12); }},
      {"bip39", [](Random& r) { return mint_words(r, 24); }},
      {"private_key", [](Random&) { return mint_ec_pem(); }},
      {"private_key", mint_openssh},
      {"gcp_service_account", mint_gcp},
      {"putty_key", mint_putty},
      {"pgp_key", mint_pgp},
      {"vapid", mint_vapid},
  };
}

}  // namespace patrol::test
