// SPDX-License-Identifier: Apache-2.0
//
// A private key proves itself: it holds its public half, or numbers that only
// fit each other (RFC 8017, RFC 5915, RFC 5958). OpenSSL decodes; the
// arithmetic is ours, because its own check tests for primes, which is slow on
// hostile input.
#include "verify/key.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/base64.h"
#include "base/charset.h"
#include "verify/family.h"
#include "verify/key_math.h"
#include "verify/known_examples.h"
#include "verify/openssh.h"
#include "verify/openssl_owned.h"
#include "verify/pem.h"
#include "verify/shape.h"
#include "verify/ssh_wire.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

using namespace std::string_view_literals;

std::string number_of(const EVP_PKEY* key, const char* name) {
  BIGNUM* raw = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &raw) != 1) return "";
  const Owned<BIGNUM> number(raw);
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(raw)), '\0');
  BN_bn2bin(raw, reinterpret_cast<unsigned char*>(bytes.data()));
  return bytes;
}

std::string text_of(const EVP_PKEY* key, const char* name) {
  std::array<char, 64> text{};
  std::size_t size = 0;
  if (EVP_PKEY_get_utf8_string_param(key, name, text.data(), text.size(),
                                     &size) != 1) {
    return "";
  }
  return {text.data(), size};
}

std::string bytes_of(const EVP_PKEY* key, const char* name) {
  std::string bytes(256, '\0');  // P-521 has 133
  std::size_t size = 0;
  if (EVP_PKEY_get_octet_string_param(
          key, name, reinterpret_cast<unsigned char*>(bytes.data()),
          bytes.size(), &size) != 1) {
    return "";
  }
  bytes.resize(std::min(size, bytes.size()));
  return bytes;
}

// Adds the fingerprint and marks the keys of public test suites.
void add_fingerprint(Verdict& verdict, std::string_view public_key) {
  if (public_key.empty()) return;
  const std::string fingerprint = ssh_fingerprint(public_key);
  add_fact(verdict.facts, "fingerprint", fingerprint);
  verdict.known_example = is_known_test_key(fingerprint);
}

Verdict verify_rsa(const EVP_PKEY* key) {
  const std::string n = number_of(key, OSSL_PKEY_PARAM_RSA_N);
  const std::string e = number_of(key, OSSL_PKEY_PARAM_RSA_E);
  const std::string d = number_of(key, OSSL_PKEY_PARAM_RSA_D);
  const std::string p = number_of(key, OSSL_PKEY_PARAM_RSA_FACTOR1);
  const std::string q = number_of(key, OSSL_PKEY_PARAM_RSA_FACTOR2);
  if (!rsa_holds({.n = n, .e = e, .d = d, .p = p, .q = q})) {
    return refuted(ProofKind::checksum, "the numbers of the key do not fit");
  }
  Verdict verdict = checksum_holds({{"type", "RSA"},
                                    {"bits", std::to_string(bit_length(n))},
                                    {"encrypted", "no"}});
  std::string public_key;
  append_ssh_string(public_key, "ssh-rsa");
  append_ssh_number(public_key, e);
  append_ssh_number(public_key, n);
  add_fingerprint(verdict, public_key);
  return verdict;
}

// The name that SSH gives to a curve; "" if it has none.
std::string_view ssh_curve(std::string_view openssl_name) {
  if (openssl_name == "prime256v1") return "nistp256";
  if (openssl_name == "secp384r1") return "nistp384";
  if (openssl_name == "secp521r1") return "nistp521";
  return "";
}

// `der` tells whether the public point was in the file or computed by OpenSSL:
// only in the first case is anything proved.
Verdict verify_ec(const EVP_PKEY* key, std::string_view der) {
  const std::string curve = text_of(key, OSSL_PKEY_PARAM_GROUP_NAME);
  const std::string x = number_of(key, OSSL_PKEY_PARAM_EC_PUB_X);
  const std::string scalar = number_of(key, OSSL_PKEY_PARAM_PRIV_KEY);
  const auto point = ec_public(curve.c_str(), scalar);
  const Facts facts = {
      {"type", "EC"}, {"curve", printable(curve)}, {"encrypted", "no"}};
  if (!point) return unproved(facts);  // explicit parameters
  if (point->find(x) == std::string::npos) {
    return refuted(ProofKind::checksum, "the public point differs");
  }
  const bool stored = der.find(x) != std::string_view::npos;
  Verdict verdict = stored ? checksum_holds(facts) : structure_holds(facts);
  if (const std::string_view name = ssh_curve(curve); !name.empty()) {
    std::string public_key;
    append_ssh_string(public_key, "ecdsa-sha2-" + std::string(name));
    append_ssh_string(public_key, name);
    append_ssh_string(public_key, *point);
    add_fingerprint(verdict, public_key);
  }
  return verdict;
}

Verdict ed25519_verdict(std::string_view point, Verdict verdict) {
  add_fact(verdict.facts, "type", "Ed25519");
  add_fact(verdict.facts, "encrypted", "no");
  std::string public_key;
  append_ssh_string(public_key, "ssh-ed25519");
  append_ssh_string(public_key, point);
  add_fingerprint(verdict, public_key);
  return verdict;
}

// RFC 5958's version 2 holds the public half too; OpenSSL 3.0 refuses it. The
// algorithm's identifier is followed by the seed in two octet strings, and the
// public half ends the structure.
std::optional<Verdict> verify_ed25519_v2(std::string_view der) {
  constexpr std::string_view kBefore = "\x06\x03\x2b\x65\x70\x04\x22\x04\x20"sv;
  constexpr std::size_t kSize = 32;
  const std::size_t at = der.substr(0, 32).find(kBefore);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view rest = der.substr(at + kBefore.size());
  if (rest.size() < 2 * kSize) return std::nullopt;
  const auto point = ed25519_public(rest.substr(0, kSize));
  if (!point || !rest.ends_with(*point)) {
    return refuted(ProofKind::checksum, "the public half differs");
  }
  return ed25519_verdict(*point, checksum_holds());
}

Verdict verify_other(const EVP_PKEY* key) {
  const char* name = EVP_PKEY_get0_type_name(key);
  Facts facts;
  add_fact(facts, "type", name == nullptr ? "" : name);
  const int bits = EVP_PKEY_get_bits(key);
  if (bits > 0) add_fact(facts, "bits", std::to_string(bits));
  add_fact(facts, "encrypted", "no");
  return structure_holds(std::move(facts));
}

Verdict verify_der(std::string_view der) {
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  const auto* end = begin;
  const Owned<EVP_PKEY> key(
      d2i_AutoPrivateKey(nullptr, &end, static_cast<long>(der.size())));
  if (!key) {
    const auto newer = verify_ed25519_v2(der);
    return newer ? *newer : malformed("no whole private key");
  }
  if (end != begin + der.size()) return malformed("bytes after the key");
  if (EVP_PKEY_is_a(key.get(), "RSA") == 1) return verify_rsa(key.get());
  if (EVP_PKEY_is_a(key.get(), "EC") == 1) return verify_ec(key.get(), der);
  if (EVP_PKEY_is_a(key.get(), "ED25519") == 1) {
    return ed25519_verdict(bytes_of(key.get(), OSSL_PKEY_PARAM_PUB_KEY),
                           structure_holds());
  }
  return verify_other(key.get());
}

// PKCS #8 under a passphrase (RFC 5958, 3).
Verdict verify_encrypted_pkcs8(std::string_view der) {
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  const auto* end = begin;
  const Owned<X509_SIG> envelope(
      d2i_X509_SIG(nullptr, &end, static_cast<long>(der.size())));
  if (!envelope || end != begin + der.size()) {
    return malformed("no whole encrypted key");
  }
  return unproved({{"encrypted", "yes"}});
}

// The encryption of RFC 1421: whole blocks of a cipher, named in a header.
Verdict verify_encrypted_pem(const Pem& pem) {
  constexpr std::size_t kSmallestBlock = 8;
  if (pem.bytes.size() % kSmallestBlock != 0) {
    return malformed("no whole encrypted key");
  }
  Facts facts;
  add_fact(facts, "type", pem.label.substr(0, pem.label.find(' ')));
  add_fact(facts, "encrypted", "yes");
  const std::string_view cipher = header_value(pem.headers, "DEK-Info");
  add_fact(facts, "cipher", cipher.substr(0, cipher.find(',')));
  return unproved(std::move(facts));
}

Verdict verify_block(const Pem& pem) {
  if (header_value(pem.headers, "Proc-Type") == "4,ENCRYPTED") {
    return verify_encrypted_pem(pem);
  }
  if (pem.label == "ENCRYPTED PRIVATE KEY") {
    return verify_encrypted_pkcs8(pem.bytes);
  }
  if (pem.label == "OPENSSH PRIVATE KEY") return verify_openssh(pem.bytes);
  return verify_der(pem.bytes);
}

Verdict private_key(const Input& input) {
  return verify_private_key(input.secret);
}

// VAPID (RFC 8292): the scalar d in base64url, and the public key d*G in the
// text around it; alone it proves nothing.
Verdict vapid(const Input& input) {
  Shape shape(input.secret);
  shape.run(base::kBase64UrlChar, 43);
  const auto scalar = base::decode_base64(input.secret);
  if (!shape.complete() || !scalar) return wrong_shape();
  const auto point = ec_public("prime256v1", *scalar);
  ERR_clear_error();
  if (!point) return malformed("no scalar of P-256");
  const std::string public_key = base::encode_base64url(*point);
  return input.context.find(public_key) == std::string_view::npos
             ? unproved()
             : checksum_holds();
}

constexpr std::array kFamily = {
    NamedVerifier{"private_key", private_key},
    NamedVerifier{"vapid", vapid, true},
};

}  // namespace

Verdict verify_private_key(std::string_view text) {
  const auto pem = parse_pem(text);
  if (!pem) return malformed("no whole PEM block");
  Verdict verdict = verify_block(*pem);
  ERR_clear_error();
  return verdict;
}

Family key_family() { return kFamily; }

}  // namespace patrol::verify
