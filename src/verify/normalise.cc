// SPDX-License-Identifier: Apache-2.0
//
// A token stands in source code, configuration or a URL, and each of them may
// have escaped it. The steps run from the outermost text to the token: joined
// string literals and continued lines first, then escapes, then the line
// breaks inside of base64.
//
// A step changes nothing it is not sure of: escapes are undone only where they
// give a character that tokens hold, and a URL keeps its percent signs, which
// mean something in it.
#include <algorithm>
#include <array>
#include <optional>

#include "base/base_n.h"
#include "base/charset.h"
#include "verify/mnemonic_words.h"
#include "verify/normalise_key.h"
#include "verify/verifier.h"

namespace patrol::verify {
namespace {

// What an escape may stand for in a token, besides letters and digits.
constexpr base::Charset kPunctuation("+/=:~._-@|&!*%,$#?");
constexpr base::Charset kTokenChar = base::kAlnum | kPunctuation;
constexpr base::Charset kQuote("\"'`");
constexpr base::Charset kBlank(" \t");

// One escape: what it stands for and how many characters it takes.
struct Escape {
  char meaning = 0;
  std::size_t size = 0;
};

// The character that `digits` write in hex, if a token may hold it.
std::optional<char> from_hex(std::string_view digits,
                             const base::Charset& allowed) {
  if (digits.empty() || digits.size() > 8 || !base::kHex.all(digits)) {
    return std::nullopt;
  }
  unsigned value = 0;
  for (const char c : digits) {
    const unsigned low = static_cast<unsigned char>(c) & 15u;
    value = value << 4 | (base::kDigit.contains(c) ? low : low + 9);
  }
  if (value > 0x7E || !allowed.contains(static_cast<char>(value))) {
    return std::nullopt;
  }
  return static_cast<char>(value);
}

// %3D; letters and digits are never written so.
std::optional<Escape> percent_escape(std::string_view text) {
  if (!text.starts_with('%') || text.size() < 3) return std::nullopt;
  const auto c = from_hex(text.substr(1, 2), base::Charset("+/=:~._-@|"));
  return c ? std::optional(Escape{*c, 3}) : std::nullopt;
}

// \u003d, \x3d, and \= \/ \+ of shells, JSON and property files.
std::optional<Escape> backslash_escape(std::string_view text) {
  if (!text.starts_with('\\') || text.size() < 2) return std::nullopt;
  const char kind = text[1];
  if (kind == 'u' || kind == 'x') {
    const std::size_t width = kind == 'u' ? 4 : 2;
    if (text.size() < 2 + width) return std::nullopt;
    const auto c = from_hex(text.substr(2, width), kTokenChar);
    return c ? std::optional(Escape{*c, 2 + width}) : std::nullopt;
  }
  if (!kPunctuation.contains(kind)) return std::nullopt;
  return Escape{kind, 2};
}

// &#43; &#x2B; and the names of HTML.
std::optional<Escape> entity(std::string_view text) {
  if (!text.starts_with('&')) return std::nullopt;
  const std::size_t end = text.substr(0, 10).find(';');
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view name = text.substr(1, end - 1);
  if (name == "amp") return Escape{'&', end + 1};
  if (name == "equals") return Escape{'=', end + 1};
  if (name == "plus") return Escape{'+', end + 1};
  if (name == "sol") return Escape{'/', end + 1};
  if (!name.starts_with('#')) return std::nullopt;
  name.remove_prefix(1);
  if (name.starts_with('x') || name.starts_with('X')) {
    const auto c = from_hex(name.substr(1), kTokenChar);
    return c ? std::optional(Escape{*c, end + 1}) : std::nullopt;
  }
  const auto value = base::decode_number(name, base::kBase10);
  if (!value || *value > 0x7E ||
      !kTokenChar.contains(static_cast<char>(*value))) {
    return std::nullopt;
  }
  return Escape{static_cast<char>(*value), end + 1};
}

std::string undo_escapes(std::string_view text) {
  const bool is_url = text.find("://") != std::string_view::npos;
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    auto escape = backslash_escape(text);
    if (!escape) escape = entity(text);
    if (!escape && !is_url) escape = percent_escape(text);
    out += escape ? escape->meaning : text.front();
    text.remove_prefix(escape ? escape->size : 1);
  }
  return out;
}

std::size_t skip(std::string_view text, std::size_t at,
                 const base::Charset& set) {
  while (at < text.size() && set.contains(text[at])) ++at;
  return at;
}

// The end of a join that begins at the quote at `at`: a quote, white space and
// at most one '+' or '.' or a backslash, and a quote of the same kind. 0 if
// there is none.
std::size_t join_end(std::string_view text, std::size_t at) {
  constexpr base::Charset kOperator("+.\\&");
  const char quote = text[at];
  std::size_t end = skip(text, at + 1, base::kSpace);
  if (end < text.size() && kOperator.contains(text[end])) {
    end = skip(text, end + 1, base::kSpace);
  }
  // A join has something between the quotes; "" is an empty string.
  return end < text.size() && end > at + 1 && text[end] == quote ? end + 1 : 0;
}

// Takes out quotes joined by an operator, and backslashes at line ends.
std::string undo_joins(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (kQuote.contains(text[i])) {
      if (const std::size_t end = join_end(text, i); end > 0) {
        i = end;
        continue;
      }
    }
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\\\n") || rest.starts_with("\\\r\n")) {
      i = skip(text, text.find('\n', i) + 1, kBlank);
      continue;
    }
    out += text[i++];
  }
  return out;
}

// Takes line breaks, and the blanks around them, out of text that holds
// nothing else than token characters.
std::string undo_wrapping(std::string_view text) {
  const bool wrapped = text.find('\n') != std::string_view::npos ||
                       text.find('\r') != std::string_view::npos;
  if (!wrapped || !(kTokenChar | base::kSpace).all(text)) {
    return std::string(text);
  }
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = skip(text, i, base::kSpace);
    const std::string_view space = text.substr(i, end - i);
    if (space.find_first_of("\r\n") == std::string_view::npos) out += space;
    i = end;
    if (i < text.size()) out += text[i++];
  }
  return out;
}

// JSON files are taken as they are: their parser undoes the escapes.
bool is_json_object(std::string_view text) {
  return text.starts_with('{') && text.ends_with('}');
}

}  // namespace

std::string normalise(std::string_view secret) {
  if (is_json_object(secret)) return std::string(secret);
  if (is_key_file(secret)) return normalise_key(secret);
  if (std::string words = mnemonic_line(secret); !words.empty()) return words;
  return undo_wrapping(undo_escapes(undo_joins(secret)));
}

}  // namespace patrol::verify
