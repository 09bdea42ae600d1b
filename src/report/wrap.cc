// SPDX-License-Identifier: Apache-2.0
#include "report/wrap.h"

#include <algorithm>
#include <cstdint>

#include "report/utf8.h"

namespace patrol::report {
namespace {

constexpr std::size_t kHang = 2;  // of what follows a line without labels

// East Asian characters and pictures (UAX #11), by their blocks.
bool is_wide(std::uint32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
         (c >= 0x20000 && c <= 0x3FFFD);
}

// The length of the "\x1b[1;31m" that `text` begins with; 0 = none.
std::size_t escape_at_head_of(std::string_view text) {
  if (!text.starts_with("\x1b[")) return 0;
  const std::size_t end = text.find('m');
  return end == std::string_view::npos ? 0 : end + 1;
}

// The word that `text` begins with, and the spaces before it.
std::string_view next_word(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return text;
  return text.substr(0, text.find(' ', begin));
}

// Where what follows the first part of a line begins: behind the labels
// ("  Next:   revoke: "), else a little right of the line's own beginning.
std::size_t hang_of(std::string_view line) {
  const std::size_t indent = line.find_first_not_of(' ');
  if (indent == std::string_view::npos || indent == 0) return kHang;
  std::size_t end = indent;
  while (end < line.size()) {
    const std::string_view word = next_word(line.substr(end));
    if (!word.ends_with(':')) break;
    end += word.size();
  }
  if (end == indent || end >= line.size()) return indent + kHang;
  return line.find_first_not_of(' ', end);
}

void wrap_line(std::string_view line, std::size_t width, std::string& out) {
  const std::size_t hang = hang_of(line);
  std::size_t column = 0;
  bool is_first = true;
  while (!line.empty()) {
    std::string_view word = next_word(line);
    line.remove_prefix(word.size());
    const std::size_t columns = columns_of(word);
    const std::string_view bare =
        word.substr(std::min(word.find_first_not_of(' '), word.size()));
    const std::size_t broken = hang + columns_of(bare);
    if (!is_first && column + columns > width && broken <= width) {
      word = bare;
      out += '\n';
      out.append(hang, ' ');
      column = broken;
    } else {
      column += columns;
    }
    out += word;
    is_first = false;
  }
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    if (const std::size_t escape = escape_at_head_of(text); escape > 0) {
      text.remove_prefix(escape);
      continue;
    }
    const CodePoint point = first_code_point(text);
    columns += is_wide(point.value) ? 2 : 1;
    text.remove_prefix(point.size);
  }
  return columns;
}

std::string wrapped(std::string_view text, std::size_t width) {
  if (width == 0) return std::string(text);
  std::string out;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    wrap_line(line, width, out);
    text.remove_prefix(line.size());
    if (text.empty()) break;
    out += '\n';
    text.remove_prefix(1);
  }
  return out;
}

}  // namespace patrol::report
