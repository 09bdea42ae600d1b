// SPDX-License-Identifier: Apache-2.0
//
// What code assigns to names that say "key" or "token" and is no secret, though
// it does not read like language either. Each sign was seen in the histories of
// large projects more often than a secret that looks the same:
//
//   constant   "BYRADIUS": letters of one case, fewer than 20
//   checksum   "315004be7e": hex digits, fewer than 20
//   bytes      "\321\202\320\265", "\xa1\x15\x30": escaped characters
//   path       "AKIATEST/20250101/us-east-1/s3/aws4_request", "a.b.KeyStore"
//   regex      "[^\W\d]\w*": of a lexer or a validation
//   call       "uuidv7()"
//   markup     "<value>:", "Foo::Bar"
//   header     the first part of a JWT alone, which is the same in all of them
//   name       csrf_token, publicKeyToken, nextPageToken: not secret, or only
//              for an hour
#include <algorithm>
#include <string_view>

#include "filter/characters.h"
#include "filter/plausibility.h"

namespace patrol::filter {
namespace {

constexpr std::size_t kShort = 20;

bool is_constant(std::string_view text) {
  return text.size() < kShort && (std::ranges::all_of(text, is_lower) ||
                                  std::ranges::all_of(text, is_upper));
}

bool is_hex(char c) {
  return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
}

bool is_short_checksum(std::string_view text) {
  return text.size() < kShort && std::ranges::all_of(text, is_hex);
}

// "\x" and two hex digits, "\u" and four, or up to three octal digits.
bool is_escape(std::string_view text) {
  if (text.size() < 3 || text[0] != '\\') return false;
  if (text[1] == 'x' || text[1] == 'u') return is_hex(text[2]);
  return is_digit(text[1]) && is_digit(text[2]);
}

bool is_bytes(std::string_view text) {
  int escapes = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    escapes += is_escape(text.substr(at));
  }
  return escapes >= 2;
}

// Segments between '/' or '.': two of them words and most of the text in words.
// A long one that is no word may be random, and the whole is no path.
bool is_path(std::string_view text) {
  constexpr std::size_t kWord = 4, kLong = 10;
  std::size_t words = 0, in_words = 0, segments = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end =
        std::min(text.find_first_of("/.", begin), text.size());
    const std::string_view segment = text.substr(begin, end - begin);
    const bool is_word = segment.size() >= kWord &&
                         is_letter(segment.front()) &&
                         reads_like_language(segment);
    if (!is_word && segment.size() >= kLong) return false;
    words += is_word;
    in_words += is_word ? segment.size() : 0;
    ++segments;
    begin = end + 1;
  }
  return segments >= 3 && words >= 2 && in_words * 2 >= text.size();
}

bool is_regex(std::string_view text) {
  constexpr std::string_view kSigns[] = {"[^", "(?", "\\w", "\\d", "\\s",
                                         "]+", "]*", ".*",  ".+"};
  return std::ranges::any_of(kSigns, [&](std::string_view sign) {
    return text.find(sign) != text.npos;
  });
}

// "<value>:", "std::string": of a grammar, a manual or a program.
bool is_markup(std::string_view text) {
  const std::size_t open = text.find('<');
  return text.find("::") != text.npos ||
         (open != text.npos && text.find('>', open) != text.npos);
}

// "uuidv7()", "fetch(key)".
bool is_call(std::string_view text) {
  const std::size_t open = text.find('(');
  return open != text.npos && open > 0 && text.ends_with(")") &&
         std::ranges::all_of(text.substr(0, open),
                             [](char c) { return is_word(c) || c == '.'; });
}

// `{"alg":`, `{"typ":`, `{"kid":` in base64, and no '.' after it.
bool is_jwt_header(std::string_view text) {
  const bool begins = text.starts_with("eyJhbGciOi") ||
                      text.starts_with("eyJ0eXAiOi") ||
                      text.starts_with("eyJraWQiOi");
  return begins && text.find('.') == text.npos;
}

// Parts of names, lower case and without separators.
constexpr std::string_view kHarmlessNames[] = {
    "public",       "csrf",         "xsrf",         "nonce",     "etag",
    "cancellation", "continuation", "pagetoken",    "nexttoken", "synctoken",
    "idempotency",  "requesttoken", "authenticity", "tokenizer", "verification",
    "placeholder",  "synchronizer", "captchasite",  "sitekey",   "mock",
    "fake",         "dummy",
};

// The end of `text` that is a name, and the rest before it.
struct Name {
  std::string_view before;
  std::string_view name;
};

Name last_name(std::string_view text) {
  const auto is_name = [](char c) { return is_word(c) || c == '-'; };
  const auto is_other = [](char c) { return !is_word(c); };
  text.remove_suffix(tail_of(text, is_other).size());
  const std::string_view name = tail_of(text, is_name);
  text.remove_suffix(name.size());
  return {text, name};
}

// The name that the secret is assigned to: `csrf` of `csrf = "…` as well as of
// `name="csrf" value="…`.
std::string_view name_before(std::string_view before) {
  const Name name = last_name(before);
  return equal_ignoring_case(name.name, "value") ? last_name(name.before).name
                                                 : name.name;
}

// As kHarmlessNames are written.
template <std::size_t kMost>
std::string_view simplify(std::string_view name, char (&letters)[kMost]) {
  std::size_t size = 0;
  for (const char c : name) {
    if (is_alnum(c) && size < kMost) letters[size++] = to_lower(c);
  }
  return {letters, size};
}

bool has_harmless_name(std::string_view before) {
  char letters[64];
  const std::string_view name = simplify(name_before(before), letters);
  return std::ranges::any_of(kHarmlessNames, [&](std::string_view part) {
    return name.find(part) != name.npos;
  });
}

}  // namespace

bool is_code_value(const Candidate& candidate) {
  const std::string_view text = candidate.secret;
  return is_constant(text) || is_short_checksum(text) || is_bytes(text) ||
         is_path(text) || is_regex(text) || is_markup(text) || is_call(text) ||
         is_jwt_header(text) || has_harmless_name(candidate.before);
}

}  // namespace patrol::filter
