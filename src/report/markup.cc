// SPDX-License-Identifier: Apache-2.0
#include "report/markup.h"

#include <algorithm>
#include <array>

#include "report/writer.h"

namespace patrol::report {
namespace {

// U+FF0B, U+FF0D, U+FF1D and U+FF20 in UTF-8.
constexpr std::array<std::string_view, 8> kFormulaStarts = {
    "=", "+", "-", "@", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\x9D",
    "\xEF\xBC\xA0"};
// U+FFFE and U+FFFF, which XML cannot have, not even as references.
constexpr std::string_view kNoncharacter = "\xEF\xBF";

bool starts_formula(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return false;
  text.remove_prefix(first);
  return std::any_of(kFormulaStarts.begin(), kFormulaStarts.end(),
                     [&](std::string_view start) {
                       return text.starts_with(start);
                     });
}

std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

bool is_plain_in_markdown(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || c == ' ' || c == '/' || c == '-' || c == ',' ||
         (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9');
}

std::string without_noncharacters(std::string text) {
  for (std::size_t at = text.find(kNoncharacter); at != std::string::npos;
       at = text.find(kNoncharacter, at + 1)) {
    if (text[at + 2] == '\xBE') text.replace(at, 3, "\\ufffe");
    if (text[at + 2] == '\xBF') text.replace(at, 3, "\\uffff");
  }
  return text;
}

}  // namespace

std::string xml_escape(std::string_view text) {
  std::string out;
  for (const char c : without_noncharacters(printable(text))) {
    const std::string_view entity = entity_of(c);
    if (entity.empty()) {
      out += c;
    } else {
      out += entity;
    }
  }
  return out;
}

std::string csv_field(std::string_view text) {
  const std::string safe = printable(text);
  std::string out = "\"";
  bool field_starts = true;
  for (std::size_t i = 0; i < safe.size(); ++i) {
    if (field_starts && starts_formula(std::string_view(safe).substr(i))) {
      out += '\'';
    }
    field_starts = safe[i] == ';';
    if (safe[i] == '"') out += '"';
    out += safe[i];
  }
  return out + '"';
}

std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (is_plain_in_markdown(c)) {
      out += c;
    } else {
      out += "&#" + std::to_string(static_cast<unsigned char>(c)) + ";";
    }
  }
  return out;
}

std::string markdown_code(std::string_view text) {
  return "<code>" + markdown_text(text) + "</code>";
}

}  // namespace patrol::report
