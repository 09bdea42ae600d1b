// SPDX-License-Identifier: Apache-2.0
#include "filter/quiet.h"

#include <algorithm>
#include <span>

#include "filter/characters.h"
#include "filter/surroundings.h"

namespace patrol::filter {
namespace {

using Names = std::span<const std::string_view>;

bool starts_with_any(std::string_view text, Names heads) {
  return std::ranges::any_of(heads,
                             [&](auto head) { return text.starts_with(head); });
}

bool is_hex(char c) {
  return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
}

bool is_base64(char c) { return is_alnum(c) || c == '+' || c == '/'; }

// The end of `text` back to its last blank or quote.
std::string_view unbroken_tail(std::string_view text) {
  return tail_of(text, [](char c) {
    return !is_space(c) && c != '"' && c != '\'' && c != '`' && c != ',';
  });
}

// --- encrypted ---------------------------------------------------------------

constexpr std::string_view kEncrypted[] = {
    "ENC[",             // sops, hiera-eyaml
    "ENC(",             // jasypt
    "{cipher}",         // Spring Cloud Config
    "$ANSIBLE_VAULT;",  // ansible-vault
    "\\u0000GITCRYPT", "AQICAH",  // git-crypt as a string; AWS KMS
    "vault:v1:",                  // Vault transit
};

// Entries whose values are encrypted, a line or more above: SealedSecrets,
// Travis, ansible-vault in line.
constexpr std::string_view kEncryptedAbove[] = {"encryptedData:",
                                                "$ANSIBLE_VAULT;", "!vault"};

bool is_encrypted(const Candidate& candidate) {
  const std::string_view head = unbroken_tail(candidate.before);
  if (starts_with_any(candidate.secret, kEncrypted)) return true;
  if (head.starts_with("ENC[") || head.starts_with("ENC(")) return true;
  return std::ranges::any_of(kEncryptedAbove, [&](std::string_view key) {
    return candidate.before.find(key) != candidate.before.npos;
  });
}

// --- hash --------------------------------------------------------------------

// Subresource integrity and npm, go.sum, container images. Hashes of passwords
// (crypt(5)) have rules of their own.
constexpr std::string_view kHashes[] = {"sha1-",   "sha256-", "sha384-",
                                        "sha512-", "sha256:", "sha512:", "h1:"};

// Names of lock files and manifests.
constexpr std::string_view kHashNames[] = {"integrity", "checksum", "sha1",
                                           "sha256",    "sha512",   "md5",
                                           "digest",    "etag",     "shasum"};

bool is_hash(const Candidate& candidate) {
  if (starts_with_any(candidate.secret, kHashes)) return true;
  if (starts_with_any(unbroken_tail(candidate.before), kHashes)) return true;
  const std::string_view name = surroundings_of(candidate).name;
  return std::ranges::any_of(kHashNames, [&](std::string_view each) {
    return find_ignoring_case(name, each) != name.npos;
  });
}

// --- certificate -------------------------------------------------------------

// In base64: the head of an X.509 certificate of version 3 (RFC 5280), with
// lengths at 4 and 8.
bool is_x509(std::string_view text) {
  return text.size() > 24 && text.starts_with("MII") &&
         text.substr(6, 3) == "CCA" && text.substr(11, 8) == "gAwIBAgI";
}

// Public keys: SubjectPublicKeyInfo of RSA and P-256, OpenSSH.
constexpr std::string_view kPublicKeys[] = {
    "MIIBIjANBgkqhkiG9w0BAQEFAAOC", "MIICIjANBgkqhkiG9w0BAQEFAAOC",
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GN", "MFkwEwYHKoZIzj0CAQYIKoZIzj0D",
    "MCowBQYDK2VwAyEA",             "AAAAB3NzaC1yc2E",
    "AAAAC3NzaC1lZDI1NTE5",         "AAAAE2VjZHNhLXNoYTI"};

// An opened PEM block of something public.
bool is_in_public_block(std::string_view before) {
  const std::size_t begin = before.rfind("-----BEGIN ");
  if (begin == before.npos) return false;
  const std::string_view block = before.substr(begin);
  return block.find("-----END") == block.npos &&
         (block.find("CERTIFICATE") != block.npos ||
          block.find("PUBLIC KEY") != block.npos);
}

bool is_certificate(const Candidate& candidate) {
  return is_x509(candidate.secret) ||
         starts_with_any(candidate.secret, kPublicKeys) ||
         is_in_public_block(candidate.before);
}

// --- media -------------------------------------------------------------------

// In base64: PNG, JPEG, GIF, TrueType, WOFF, WOFF2, OpenType, SVG, RIFF, PDF.
constexpr std::string_view kMedia[] = {"iVBORw0KGgo", "/9j/4AAQ", "R0lGODlh",
                                       "R0lGODdh",    "AAEAAAAN", "AAEAAAAO",
                                       "AAEAAAAP",    "d09GRgAB", "d09GMgAB",
                                       "T1RUTwA",     "PHN2Zy",   "UklGR",
                                       "JVBERi0"};

bool is_media(const Candidate& candidate) {
  if (starts_with_any(candidate.secret, kMedia)) return true;
  const std::string_view head = tail_of(candidate.before, is_base64);
  if (starts_with_any(head, kMedia)) return true;
  std::string_view url = candidate.before;
  url.remove_suffix(head.size());
  url = unbroken_tail(url.substr(0, url.find_last_not_of(',') + 1));
  const std::size_t scheme = url.rfind("data:");
  return scheme != url.npos && url.ends_with(";base64") &&
         (url.find("image/", scheme) != url.npos ||
          url.find("font", scheme) != url.npos);
}

// --- for names alone -----------------------------------------------------------

// 8-4-4-4-12 hex digits.
bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool dash = at == 8 || at == 13 || at == 18 || at == 23;
    if (dash ? text[at] != '-' : !is_hex(text[at])) return false;
  }
  return true;
}

// Code without lines: the surroundings are whole, have none, hardly a blank,
// and the signs of statements.
bool is_minified(const Candidate& candidate) {
  constexpr std::size_t kWhole = 120;
  std::size_t blanks = 0, signs = 0;
  for (const std::string_view side : {candidate.before, candidate.after}) {
    if (side.size() < kWhole || side.find('\n') != side.npos) return false;
    blanks += static_cast<std::size_t>(std::ranges::count_if(side, is_space));
    signs += static_cast<std::size_t>(std::ranges::count_if(
        side, [](char c) { return c == '(' || c == ')' || c == ';'; }));
  }
  return blanks <= 16 && signs >= 8;
}

// Parts of names whose values are public or last for an hour, lower case and
// without separators.
constexpr std::string_view kPublicNames[] = {
    "public",       "csrf",         "xsrf",         "nonce",     "etag",
    "cancellation", "continuation", "pagetoken",    "nexttoken", "synctoken",
    "idempotency",  "requesttoken", "authenticity", "tokenizer", "verification",
    "placeholder",  "synchronizer", "captchasite",  "sitekey",   "mock",
    "fake",         "dummy",
};

// As kPublicNames are written.
template <std::size_t kMost>
std::string_view simplify(std::string_view name, char (&letters)[kMost]) {
  std::size_t size = 0;
  for (const char c : name) {
    if (is_alnum(c) && size < kMost) letters[size++] = to_lower(c);
  }
  return {letters, size};
}

bool has_public_name(const Candidate& candidate) {
  char letters[64];
  const std::string_view name =
      simplify(surroundings_of(candidate).name, letters);
  return std::ranges::any_of(kPublicNames, [&](std::string_view part) {
    return name.find(part) != name.npos;
  });
}

// Passwords of examples and test suites, whatever follows them in digits.
constexpr std::string_view kDummies[] = {
    "s3cr3t",   "s3cret",   "hunter2",   "letmein",  "foobarbaz", "foobar",
    "test",     "testing",  "tester",    "testpass", "opensesame", "blah",
    "testuser", "whatever", "something", "anything", "notasecret"};

bool is_dummy(std::string_view text) {
  const auto is_padding = [](char c) { return is_digit(c) || c == '!'; };
  std::string_view word = text;
  word.remove_suffix(tail_of(word, is_padding).size());
  return std::ranges::any_of(kDummies, [&](std::string_view each) {
    return equal_ignoring_case(word, each) || equal_ignoring_case(text, each);
  });
}

}  // namespace

Suppression name_data(const Candidate& candidate) {
  if (is_encrypted(candidate)) return Suppression::encrypted;
  if (is_hash(candidate)) return Suppression::hash;
  if (is_certificate(candidate)) return Suppression::certificate;
  if (is_media(candidate)) return Suppression::media;
  return Suppression::no;
}

Suppression name_named_value(const Candidate& candidate) {
  if (is_uuid(candidate.secret)) return Suppression::uuid;
  if (has_public_name(candidate)) return Suppression::public_value;
  if (is_dummy(candidate.secret)) return Suppression::dummy;
  if (is_minified(candidate)) return Suppression::minified;
  return name_data(candidate);
}

}  // namespace patrol::filter
