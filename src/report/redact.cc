// SPDX-License-Identifier: Apache-2.0
//
// What may be seen of a secret. The public prefix of a token ("ghp_",
// "glpat-") tells its kind and nothing else; when there is none, four
// characters of a long token are enough to recognise it by. Short secrets are
// often chosen by people, and four characters of such a password are too many:
// below 20 only a prefix that ends in a separator is shown, below 12 nothing.
#include <algorithm>
#include <cstdint>

#include "report/mask.h"
#include "report/utf8.h"
#include "report/writer.h"

namespace patrol::report {
namespace {

constexpr std::size_t kShortest = 12;  // that shows its public prefix
constexpr std::size_t kLong = 20;      // that shows kShown when it has none
constexpr std::size_t kShown = 4;
constexpr std::size_t kLongestMixed = 8;    // of a prefix with digits, capitals
constexpr std::size_t kLongestPem = 64;     // up to the closing dashes
constexpr std::size_t kLongestScheme = 16;  // "mongodb+srv" has 11

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_lower(c) || is_upper(c) || is_digit(c); }
bool is_graphic(char c) { return c > ' ' && c < '\x7F'; }

// "-----BEGIN RSA PRIVATE KEY-----", or "" when the secret is no PEM block.
// Line ends may have been removed, so the dashes end it.
std::string_view pem_header(std::string_view secret) {
  constexpr std::string_view kBegin = "-----BEGIN ", kEnd = "-----";
  if (!secret.starts_with(kBegin)) return {};
  const std::size_t end = secret.find(kEnd, kBegin.size());
  if (end == std::string_view::npos || end > kLongestPem) return {};
  const std::string_view label =
      secret.substr(kBegin.size(), end - kBegin.size());
  const bool plain = std::all_of(label.begin(), label.end(), [](char c) {
    return is_upper(c) || is_digit(c) || c == ' ';
  });
  return plain ? secret.substr(0, end + kEnd.size()) : std::string_view{};
}

// "postgres://": where the password begins and ends in a URL cannot be told
// for sure (it may hold '/' or '@' unescaped), so all else is hidden.
std::string_view url_scheme(std::string_view secret) {
  constexpr std::string_view kMark = "://";
  const std::size_t end = secret.find(kMark);
  if (end == std::string_view::npos || end > kLongestScheme) return {};
  const std::string_view scheme = secret.substr(0, end);
  const bool plain = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return is_lower(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
  return plain ? secret.substr(0, end + kMark.size()) : std::string_view{};
}

// "ghp_": up to and including the first separator. A long one must be a word,
// or the first group of a UUID would count as public.
std::string_view separated_prefix(std::string_view secret) {
  const std::size_t separator = secret.find_first_of("_-.");
  if (separator == std::string_view::npos || separator == 0) return {};
  const std::string_view prefix = secret.substr(0, separator + 1);
  if (separator >= kShortest || 3 * prefix.size() > secret.size()) return {};
  const std::string_view body = prefix.substr(0, separator);
  if (!std::all_of(body.begin(), body.end(), is_word)) return {};
  const bool word = std::all_of(body.begin(), body.end(), is_lower);
  return word || prefix.size() <= kLongestMixed ? prefix : std::string_view{};
}

std::string_view visible_head(std::string_view secret) {
  if (secret.size() < kShortest) return {};
  if (const auto header = pem_header(secret); !header.empty()) return header;
  if (secret.find_first_of("\r\n") != std::string_view::npos) return {};
  if (secret.find("://") != std::string_view::npos) return url_scheme(secret);
  const std::string_view prefix = separated_prefix(secret);
  if (!prefix.empty()) return prefix;
  if (secret.size() < kLong) return {};
  const std::string_view head = secret.substr(0, kShown);
  return std::all_of(head.begin(), head.end(), is_graphic) ? head
                                                           : std::string_view{};
}

// What a terminal obeys or hides instead of showing it: controls, line and
// paragraph separators, bidirectional and zero-width formatting, tags.
bool is_hidden(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

void escape(std::string_view bytes, std::string& out) {
  static constexpr char kDigits[] = "0123456789abcdef";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += "\\x";
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
}

}  // namespace

std::string mask_secret(std::string_view secret) {
  return std::string(visible_head(secret)) + "****";
}

std::string redact(std::string_view secret) {
  return mask_secret(secret) + " (" + std::to_string(count_characters(secret)) +
         " characters)";
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const std::string_view bytes = text.substr(0, point.size);
    if (!point.valid || is_hidden(point.value)) {
      escape(bytes, out);
    } else {
      out += bytes;
    }
    text.remove_prefix(point.size);
  }
  return out;
}

}  // namespace patrol::report
