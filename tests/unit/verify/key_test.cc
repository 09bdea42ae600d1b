// SPDX-License-Identifier: Apache-2.0
//
// Keys are made by OpenSSL at run time, so that no key stands in this file.
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <memory>
#include <string>

#include "base/base64.h"
#include "base/crc.h"
#include "base/digest.h"
#include "base/hex.h"
#include "support/marks.h"
#include "verify/key_math.h"
#include "verify/known_examples.h"
#include "verify/ssh_wire.h"
#include "verify/verifier.h"

namespace patrol::verify {
namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Bio = std::unique_ptr<BIO, Free>;

std::string contents(const Bio& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string pkcs8(const Key& key, const char* passphrase = nullptr) {
  const Bio bio(BIO_new(BIO_s_mem()));
  const EVP_CIPHER* cipher = passphrase ? EVP_aes_128_cbc() : nullptr;
  const int size =
      passphrase ? static_cast<int>(std::string(passphrase).size()) : 0;
  PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), cipher, passphrase, size,
                                nullptr, nullptr);
  return contents(bio);
}

std::string traditional(const Key& key, const char* passphrase = nullptr) {
  const Bio bio(BIO_new(BIO_s_mem()));
  const EVP_CIPHER* cipher = passphrase ? EVP_aes_128_cbc() : nullptr;
  const auto* bytes = reinterpret_cast<const unsigned char*>(passphrase);
  const int size =
      passphrase ? static_cast<int>(std::string(passphrase).size()) : 0;
  PEM_write_bio_PrivateKey_traditional(bio.get(), key.get(), cipher, bytes,
                                       size, nullptr, nullptr);
  return contents(bio);
}

Verdict check(const std::string& secret, const std::string& context = "") {
  return find_verifier("private_key")({.secret = secret, .context = context});
}

std::string fact(const Verdict& verdict, const std::string& name) {
  const auto found = std::ranges::find(verdict.facts, name, &Fact::name);
  return found == verdict.facts.end() ? "" : found->value;
}

Key rsa(unsigned int bits = 1024) { return Key(EVP_RSA_gen(bits)); }
Key ec(const char* curve) { return Key(EVP_EC_gen(curve)); }
Key ed25519() { return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")); }

TEST(PrivateKey, AnRsaKeyIsProvedByItsNumbers) {
  const Key key = rsa();
  for (const std::string& pem : {pkcs8(key), traditional(key)}) {
    const Verdict verdict = check(pem);
    EXPECT_EQ(verdict.proof, Proof::valid) << verdict.reason;
    EXPECT_EQ(verdict.kind, ProofKind::checksum);
    EXPECT_EQ(fact(verdict, "type"), "RSA");
    EXPECT_EQ(fact(verdict, "bits"), "1024");
    EXPECT_EQ(fact(verdict, "encrypted"), "no");
    EXPECT_TRUE(fact(verdict, "fingerprint").starts_with("SHA256:"));
    EXPECT_FALSE(verdict.known_example);
  }
}

TEST(PrivateKey, BothFormsHaveOneFingerprint) {
  const Key key = rsa();
  EXPECT_EQ(fact(check(pkcs8(key)), "fingerprint"),
            fact(check(traditional(key)), "fingerprint"));
}

TEST(PrivateKey, AChangedRsaKeyIsRefuted) {
  const std::string pem = pkcs8(rsa());
  const std::size_t begin = pem.find('\n') + 1;
  const std::size_t end = pem.rfind("\n-----END") - 300;
  for (std::size_t at = begin; at < end; at += 7) {
    std::string broken = pem;
    if (broken[at] == '\n') continue;
    broken[at] = broken[at] == 'A' ? 'B' : 'A';
    if (broken == pem) continue;
    EXPECT_EQ(check(broken).proof, Proof::invalid) << at;
  }
}

TEST(PrivateKey, ATruncatedKeyIsRefutedAtAnyLength) {
  const std::string pem = pkcs8(rsa());
  for (std::size_t size = 0; size + 1 < pem.size(); size += 5) {
    EXPECT_EQ(check(pem.substr(0, size)).proof, Proof::invalid) << size;
  }
  const std::size_t middle = pem.size() / 2;
  std::string shorter = pem;
  shorter.erase(middle, 65);
  EXPECT_EQ(check(shorter).proof, Proof::invalid);
}

TEST(PrivateKey, AnEcKeyIsProvedByItsPoint) {
  for (const char* curve : {"P-256", "P-384", "P-521", "secp256k1"}) {
    const Key key = ec(curve);
    ASSERT_NE(key, nullptr);
    for (const std::string& pem : {pkcs8(key), traditional(key)}) {
      const Verdict verdict = check(pem);
      EXPECT_EQ(verdict.proof, Proof::valid) << curve << verdict.reason;
      EXPECT_EQ(verdict.kind, ProofKind::checksum) << curve;
      EXPECT_EQ(fact(verdict, "type"), "EC");
    }
  }
}

TEST(PrivateKey, AnEd25519KeyInPkcs8HasNothingToProve) {
  const Verdict verdict = check(pkcs8(ed25519()));
  EXPECT_EQ(verdict.proof, Proof::valid);
  EXPECT_EQ(verdict.kind, ProofKind::structure);
  EXPECT_EQ(fact(verdict, "type"), "Ed25519");
  EXPECT_TRUE(fact(verdict, "fingerprint").starts_with("SHA256:"));
}

// RFC 8410, 10.3: the second form of its example, with the public half.
TEST(PrivateKey, AnEd25519KeyWithItsPublicHalfIsProved) {
  const std::string seed(32, '\x07');
  const std::string point = *ed25519_public(seed);
  std::string der(
      "\x30\x51\x02\x01\x01\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16);
  der += seed + "\x81\x21" + std::string(1, '\0') + point;
  const auto pem = [](const std::string& bytes) {
    return test::unmark("-----BE·GIN PRIVATE KEY-----\n") +
           base::encode_base64(bytes) + "\n-----END PRIVATE KEY-----\n";
  };
  EXPECT_EQ(check(pem(der)).kind, ProofKind::checksum);
  EXPECT_EQ(check(pem(der)).proof, Proof::valid);
  der.back() = static_cast<char>(der.back() ^ 1);
  EXPECT_EQ(check(pem(der)).proof, Proof::invalid);
}

TEST(PrivateKey, AnEncryptedKeyIsNeitherProvedNorRefuted) {
  const Key key = rsa();
  for (const std::string& pem :
       {pkcs8(key, "a passphrase"), traditional(key, "a passphrase")}) {
    const Verdict verdict = check(pem);
    EXPECT_EQ(verdict.proof, Proof::none);
    EXPECT_EQ(fact(verdict, "encrypted"), "yes");
  }
}

TEST(PrivateKey, ATruncatedEncryptedKeyIsRefuted) {
  std::string pem = traditional(rsa(), "a passphrase");
  pem.erase(pem.size() / 2, 4);
  EXPECT_EQ(check(pem).proof, Proof::invalid);
}

TEST(PrivateKey, BytesAfterTheKeyAreRefused) {
  const std::string pem = pkcs8(ed25519());
  const std::size_t begin = pem.find('\n') + 1;
  const std::string body = pem.substr(begin, pem.rfind("\n-----END") - begin);
  const std::string longer =
      base::encode_base64(*base::decode_base64(body) + "xyz");
  EXPECT_EQ(check(test::unmark("-----BE·GIN PRIVATE KEY-----\n") + longer +
                  "\n-----END PRIVATE KEY-----")
                .proof,
            Proof::invalid);
}

// An OpenSSH container around an Ed25519 key, as ssh-keygen writes it.
std::string openssh(const std::string& seed, const std::string& comment,
                    std::uint32_t second_check) {
  const std::string point = *ed25519_public(seed);
  std::string blob;
  append_ssh_string(blob, "ssh-ed25519");
  append_ssh_string(blob, point);
  std::string section = "\x01\x02\x03\x04";
  for (int shift = 24; shift >= 0; shift -= 8) {
    section += static_cast<char>(second_check >> shift & 0xFF);
  }
  append_ssh_string(section, "ssh-ed25519");
  append_ssh_string(section, point);
  append_ssh_string(section, seed + point);
  append_ssh_string(section, comment);
  for (char pad = 1; section.size() % 8 != 0; ++pad) section += pad;
  std::string file("openssh-key-v1\0", 15);
  append_ssh_string(file, "none");
  append_ssh_string(file, "none");
  append_ssh_string(file, "");
  file += std::string("\0\0\0\1", 4);
  append_ssh_string(file, blob);
  append_ssh_string(file, section);
  return test::unmark("-----BE·GIN OPENSSH PRIVATE KEY-----\n") +
         base::encode_base64(file) + "\n-----END OPENSSH PRIVATE KEY-----\n";
}

TEST(OpensshKey, IsProvedByItsPublicHalf) {
  const Verdict verdict =
      check(openssh(std::string(32, 's'), "me@host", 0x01020304));
  EXPECT_EQ(verdict.proof, Proof::valid) << verdict.reason;
  EXPECT_EQ(verdict.kind, ProofKind::checksum);
  EXPECT_EQ(fact(verdict, "comment"), "me@host");
  EXPECT_EQ(fact(verdict, "type"), "ssh-ed25519");
}

TEST(OpensshKey, IsRefutedWhenTheCheckNumbersDiffer) {
  EXPECT_EQ(check(openssh(std::string(32, 's'), "", 0x01020305)).proof,
            Proof::invalid);
}

TEST(OpensshKey, IsRefutedWhenAnyCharacterChanges) {
  const std::string pem = openssh(std::string(32, 's'), "me@host", 0x01020304);
  const std::size_t begin = pem.find('\n') + 1;
  // Cipher, key derivation and comment are not bound to the key.
  const std::string body =
      *base::decode_base64(pem.substr(begin, pem.rfind("\n-----END") - begin));
  for (std::size_t at = body.find("ssh-ed25519"); at < body.find("me@host") - 4;
       ++at) {
    std::string broken = body;
    broken[at] = static_cast<char>(broken[at] ^ 0x10);
    const Verdict verdict = check(
        test::unmark("-----BE·GIN OPENSSH PRIVATE KEY-----\n") +
        base::encode_base64(broken) + "\n-----END OPENSSH PRIVATE KEY-----\n");
    EXPECT_NE(verdict.proof, Proof::valid) << at;
  }
}

TEST(KnownTestKeys, HoldVagrantsInsecureKey) {
  EXPECT_TRUE(
      is_known_test_key("SHA256:1M4RzhMyWuFS/86uPY/ce2prh/dVTHW7iD2RhpquOZA"));
  EXPECT_FALSE(is_known_test_key(""));
}

// Version 3 of PuTTY's files: HMAC-SHA-256 with an empty key.
std::string putty_v3(const std::string& comment) {
  const std::string public_blob = "public bytes";
  const std::string private_blob = "private bytes";
  std::string data;
  for (const std::string& part :
       {std::string("ssh-ed25519"), std::string("none"), comment, public_blob,
        private_blob}) {
    append_ssh_string(data, part);
  }
  return "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: " +
         comment + "\nPublic-Lines: 1\n" + base::encode_base64(public_blob) +
         "\nPrivate-Lines: 1\n" + base::encode_base64(private_blob) +
         "\nPrivate-MAC: " +
         base::encode_hex(base::hmac(base::Digest::sha256, "", data)) + "\n";
}

TEST(PuttyKey, IsProvedByItsMac) {
  const Verifier verify = find_verifier("putty_key");
  const std::string file = putty_v3("me@host");
  EXPECT_EQ(verify({.secret = file, .context = ""}).proof, Proof::valid);
  std::string other = file;
  other.replace(other.find("me@host"), 2, "xx");
  EXPECT_EQ(verify({.secret = other, .context = ""}).proof, Proof::invalid);
}

TEST(PuttyKey, AnEncryptedOneIsNeitherProvedNorRefuted) {
  std::string file = putty_v3("me@host");
  file.replace(file.find("none"), 4, "aes256-cbc");
  const Verdict verdict =
      find_verifier("putty_key")({.secret = file, .context = ""});
  EXPECT_EQ(verdict.proof, Proof::none);
  EXPECT_EQ(fact(verdict, "encrypted"), "yes");
  EXPECT_EQ(fact(verdict, "cipher"), "aes256-cbc");
}

// A secret key packet of version 4: Ed25519 (22), not encrypted.
std::string pgp(bool with_check) {
  std::string body("\x04\x60\x00\x00\x00\x16\x09", 7);
  body += "\x2b\x06\x01\x04\x01\xda\x47\x0f\x01";                 // the curve
  body += std::string("\x01\x07\x40", 3) + std::string(32, 'p');  // 263 bits
  body += std::string(1, '\0') + std::string("\x00\xff", 2);
  body += std::string(32, 's') + std::string("\0\0", 2);
  std::string bytes = "\xC5";
  bytes += static_cast<char>(body.size());
  bytes += body;
  const std::uint32_t crc = base::crc24(bytes);
  std::string three;
  for (int shift = 16; shift >= 0; shift -= 8) {
    three += static_cast<char>(crc >> shift & 0xFF);
  }
  return test::unmark(
             "-----BE·GIN PGP PRIVATE KEY BLOCK-----\nComment: x\n\n") +
         base::encode_base64(bytes) + "\n" +
         (with_check ? "=" + base::encode_base64(three) + "\n" : "") +
         "-----END PGP PRIVATE KEY BLOCK-----\n";
}

TEST(PgpKey, TellsAgeEncryptionAndFingerprint) {
  const Verdict verdict =
      find_verifier("pgp_key")({.secret = pgp(true), .context = ""});
  EXPECT_EQ(verdict.proof, Proof::valid) << verdict.reason;
  EXPECT_EQ(verdict.kind, ProofKind::checksum);
  EXPECT_EQ(fact(verdict, "encrypted"), "no");
  EXPECT_EQ(fact(verdict, "created"), "2021-01-14T08:25:36Z");
  EXPECT_EQ(fact(verdict, "fingerprint").size(), 40u);
}

TEST(PgpKey, WithoutACheckItsPacketsAreTheProof) {
  const Verdict verdict =
      find_verifier("pgp_key")({.secret = pgp(false), .context = ""});
  EXPECT_EQ(verdict.proof, Proof::valid);
  EXPECT_EQ(verdict.kind, ProofKind::structure);
}

}  // namespace
}  // namespace patrol::verify
