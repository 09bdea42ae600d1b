// SPDX-License-Identifier: Apache-2.0
#include "decode/escapes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/charset.h"

namespace patrol::decode {
namespace {

// Escapes that follow each other within so many bytes are undone together.
constexpr std::size_t kNear = 1024;

// One escape: what it stands for and how many characters it takes.
struct Escape {
  char meaning = 0;
  std::size_t size = 0;
};

// The byte that `digits` write in hex; nullopt for none that text has, and for
// what is more than a byte of it.
std::optional<char> from_hex(std::string_view digits) {
  if (digits.empty() || digits.size() > 8 || !base::kHex.all(digits)) {
    return std::nullopt;
  }
  unsigned value = 0;
  for (const char c : digits) {
    value = value << 4 | (static_cast<unsigned>(c & 15) + (c > '9' ? 9 : 0));
  }
  const bool text = (value >= ' ' && value < 0x7F) || value == '\n' ||
                    value == '\r' || value == '\t';
  return text ? std::optional(static_cast<char>(value)) : std::nullopt;
}

std::optional<Escape> percent(std::string_view text) {
  if (text.size() < 3) return std::nullopt;
  const auto c = from_hex(text.substr(1, 2));
  return c ? std::optional(Escape{*c, 3}) : std::nullopt;
}

// \u003d and \x3d; near such ones those that JSON and C write, too.
std::optional<Escape> backslash(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const char kind = text[1];
  if (kind == 'u' || kind == 'x') {
    const std::size_t width = kind == 'u' ? 4 : 2;
    if (text.size() < 2 + width) return std::nullopt;
    const auto c = from_hex(text.substr(2, width));
    return c ? std::optional(Escape{*c, 2 + width}) : std::nullopt;
  }
  constexpr std::string_view kKinds = "nrt\"'/\\", kMeanings = "\n\r\t\"'/\\";
  const std::size_t i = kKinds.find(kind);
  return i == kKinds.npos ? std::nullopt
                          : std::optional(Escape{kMeanings[i], 2});
}

std::optional<char> named_character(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, char>, 12> kNames = {
      {{"amp", '&'},
       {"apos", '\''},
       {"colon", ':'},
       {"commat", '@'},
       {"equals", '='},
       {"gt", '>'},
       {"lowbar", '_'},
       {"lt", '<'},
       {"plus", '+'},
       {"quot", '"'},
       {"sol", '/'},
       {"nbsp", ' '}}};
  for (const auto& [known, meaning] : kNames) {
    if (name == known) return meaning;
  }
  return std::nullopt;
}

std::optional<char> from_decimal(std::string_view digits) {
  if (digits.empty() || digits.size() > 7 || !base::kDigit.all(digits)) {
    return std::nullopt;
  }
  unsigned value = 0;
  for (const char c : digits) value = 10 * value + static_cast<unsigned>(c - '0');
  const bool text = (value >= ' ' && value < 0x7F) || value == '\n' ||
                    value == '\r' || value == '\t';
  return text ? std::optional(static_cast<char>(value)) : std::nullopt;
}

std::optional<Escape> entity(std::string_view text) {
  const std::size_t end = text.substr(0, 12).find(';');
  if (end == text.npos || end < 2) return std::nullopt;
  const std::string_view name = text.substr(1, end - 1);
  std::optional<char> c;
  if (name.front() != '#') {
    c = named_character(name);
  } else if (name.size() > 1 && (name[1] | 0x20) == 'x') {
    c = from_hex(name.substr(2));
  } else {
    c = from_decimal(name.substr(1));
  }
  return c ? std::optional(Escape{*c, end + 1}) : std::nullopt;
}

char opening_of(Encoding encoding) {
  if (encoding == Encoding::percent) return '%';
  return encoding == Encoding::entity ? '&' : '\\';
}

std::optional<Escape> escape_at(std::string_view text, Encoding encoding) {
  if (encoding == Encoding::percent) return percent(text);
  return encoding == Encoding::entity ? entity(text) : backslash(text);
}

}  // namespace

std::size_t end_of_escapes(std::string_view source, std::size_t begin,
                           Encoding encoding) {
  const char opening = opening_of(encoding);
  const std::size_t most = begin + kMostEscapes;
  std::size_t end = begin;
  for (std::size_t at = begin; at < most;) {
    const std::string_view rest = source.substr(at);
    if (const auto escape = escape_at(rest, encoding)) {
      at = end = at + escape->size;
    } else {
      ++at;
    }
    std::string_view next = source.substr(at, end + kNear - std::min(at, end + kNear));
    next = next.substr(0, next.find('\n'));
    const std::size_t opens = next.find(opening);
    if (opens == next.npos) break;
    at += opens;
  }
  return end;
}

bool append_escapes(std::string_view source, Span whole, Encoding encoding,
                    DecodedText& out) {
  const std::string_view text = source.substr(0, whole.end);
  const char opening = opening_of(encoding);
  std::size_t copied = whole.begin;
  bool any = false;
  for (std::size_t at = text.find(opening, whole.begin); at != text.npos;
       at = text.find(opening, at)) {
    const auto escape = escape_at(text.substr(at), encoding);
    if (!escape) {
      ++at;
      continue;
    }
    out.append(text.substr(copied, at - copied), copied);
    out.append_escape(escape->meaning, at, escape->size);
    copied = at += escape->size;
    any = true;
  }
  out.append(text.substr(copied), copied);
  return any;
}

}  // namespace patrol::decode
