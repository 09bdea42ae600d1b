// SPDX-License-Identifier: Apache-2.0
//
// The letters must fall apart into the words below, without a rest, and one of
// them must mean "password". All ways to split are followed at once: bit i of a
// set says that the words before letter i come out even.
#include "filter/password_words.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "filter/characters.h"

namespace patrol::filter {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view kHeads[] = {
    "credential", "credentials", "creds",     "pass",     "passphrase", "passw",
    "passwd",     "password",    "passwords", "passwort", "passwrd",    "pswd",
    "pwd",        "secret",      "secrets",   "sekret",   "test",       "word"};

// What is said of a password: whose, for what, of which kind.
constexpr std::string_view kAsides[] = {
    "a",          "account",  "admin",     "alice",    "alices",    "an",
    "and",        "another",  "any",       "api",      "app",       "auth",
    "bad",        "bob",      "bobs",      "cache",    "client",    "correct",
    "data",       "database", "db",        "default",  "demo",      "dev",
    "dummy",      "email",    "encrypted", "evil",     "example",   "fake",
    "first",      "for",      "ftp",       "good",     "here",      "host",
    "http",       "https",    "imap",      "in",       "invalid",   "is",
    "it",         "ldap",     "local",     "login",    "mail",      "me",
    "mongo",      "mongodb",  "my",        "mysql",    "name",      "new",
    "no",         "not",      "of",        "old",      "on",        "or",
    "other",      "our",      "pg",        "plain",    "plaintext", "postgres",
    "postgresql", "proxy",    "put",       "rabbitmq", "redis",     "registry",
    "right",      "root",     "sample",    "second",   "server",    "service",
    "sftp",       "smtp",     "some",      "sql",      "ssh",       "super",
    "temp",       "testing",  "text",      "that",     "the",       "this",
    "to",         "top",      "user",      "username", "valid",     "very",
    "web",        "with",     "wrong",     "your"};

constexpr std::size_t kMostLetters = 48;
constexpr std::size_t kMostOthers = 8;  // digits, punctuation
using Set = std::uint64_t;

struct Splits {
  Set plain = 1;  // without a word for "password"
  Set said = 0;   // with one
};

void add_words(std::string_view rest, std::size_t at, Words words, Set& to) {
  for (const std::string_view word : words) {
    if (rest.starts_with(word)) to |= Set{1} << (at + word.size());
  }
}

bool splits_into_words(std::string_view letters) {
  Splits ends;
  for (std::size_t at = 0; at < letters.size(); ++at) {
    const std::string_view rest = letters.substr(at);
    const bool plain = ends.plain >> at & 1, said = ends.said >> at & 1;
    if (plain || said) add_words(rest, at, kHeads, ends.said);
    if (plain) add_words(rest, at, kAsides, ends.plain);
    if (said) add_words(rest, at, kAsides, ends.said);
  }
  return ends.said >> letters.size() & 1;
}

}  // namespace

bool is_words_for_password(std::string_view text) {
  if (text.size() > kMostLetters + kMostOthers) return false;
  std::array<char, kMostLetters + kMostOthers> letters{};
  std::size_t size = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      i += 2;  // an escape of a URL
    } else if (is_letter(text[i])) {
      letters[size++] = to_lower(text[i]);
    }
  }
  if (size > kMostLetters || text.size() - size > kMostOthers + 2) return false;
  return splits_into_words({letters.data(), size});
}

}  // namespace patrol::filter
