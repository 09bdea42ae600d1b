// SPDX-License-Identifier: Apache-2.0
#include "verify/normalise_key.h"

#include <algorithm>
#include <vector>

#include "base/charset.h"

namespace patrol::verify {
namespace {

constexpr std::string_view kPutty = "PuTTY-User-Key-File-";
constexpr base::Charset kBlank(" \t\r\v\f");

// Undoes "\n", "\r", "\t", "\/", "\=", "\u002b" and doubled backslashes.
std::string undo_escapes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    while (i + 1 < text.size() && text[i + 1] == '\\') ++i;
    const std::string_view rest = text.substr(i + 1);
    if (rest.starts_with("u002b") || rest.starts_with("u002B")) {
      out += '+';
      i += 5;
    } else if (rest.starts_with("u003d") || rest.starts_with("u003D")) {
      out += '=';
      i += 5;
    } else if (rest.starts_with("u002f") || rest.starts_with("u002F")) {
      out += '/';
      i += 5;
    } else if (rest.starts_with('n')) {
      out += '\n';
      ++i;
    } else if (rest.starts_with('r') || rest.starts_with('t')) {
      ++i;
    } else if (rest.starts_with('\r') || rest.starts_with('\n')) {
      // A line that goes on: the line end itself stays.
    } else if (!rest.empty()) {
      out += rest.front();
      ++i;
    }
  }
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && kBlank.contains(text.front())) text.remove_prefix(1);
  while (!text.empty() && kBlank.contains(text.back())) text.remove_suffix(1);
  return text;
}

// Takes off what source code puts around a line: quotes with operators and
// commas outside of them. A pair of quotes inside of the line is its own.
std::string_view strip_quotes(std::string_view line) {
  constexpr std::string_view kQuotes = "\"'`";
  constexpr std::string_view kAround = " \t\r\"'`+.,;()[]<\\";
  const std::size_t first = line.find_first_of(kQuotes);
  if (first == std::string_view::npos) return line;
  const char quote = line[first];
  const bool opens = line.find_first_not_of(kAround) > first;
  const bool odd = std::ranges::count(line, quote) % 2 != 0;
  if (opens) line.remove_prefix(first + 1);
  const std::size_t last = line.rfind(quote);
  const bool closes =
      last != std::string_view::npos &&
      line.find_first_not_of(kAround, last) == std::string_view::npos;
  if (closes && (opens || odd)) line = line.substr(0, last);
  return line;
}

// Takes off the marks of comments and quotations. '+' and '/' are base64, so
// they count only with a blank after them.
std::string_view strip_marks(std::string_view line) {
  constexpr std::string_view kMarks[] = {"//", "#", "*", ">", "|", ";", "+"};
  for (const std::string_view mark : kMarks) {
    if (!line.starts_with(mark)) continue;
    const std::string_view rest = line.substr(mark.size());
    if (rest.empty() ? mark != "+" && mark != "//"
                     : kBlank.contains(rest.front())) {
      return trim(rest);
    }
  }
  return line;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// The text without what stands around its lines in a source file.
std::string strip_lines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const std::string_view line : split(text)) {
    if (!out.empty()) out += '\n';
    out += strip_marks(trim(strip_quotes(line)));
  }
  return out;
}

// An empty line ends the headers of PEM and of armour; elsewhere it is left
// over from the text around.
bool empty_line_counts(const std::vector<std::string>& before) {
  return !before.empty() && (before.back().find(": ") != std::string::npos ||
                             before.back().starts_with("-----BEGIN PGP"));
}

std::vector<std::string> key_lines(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string_view line : split(text)) {
    if (!line.empty() || empty_line_counts(lines)) lines.emplace_back(line);
  }
  return lines;
}

// A patch has '+' before every line but the first, whose '+' the match left
// out: it shows at the last one.
std::string strip_patch(std::string_view text) {
  if (text.find("\n+-----END ") == std::string_view::npos) {
    return std::string(text);
  }
  std::string out;
  out.reserve(text.size());
  for (const std::string_view line : split(text)) {
    if (!out.empty()) out += '\n';
    out += line.substr(line.starts_with('+') ? 1 : 0);
  }
  return out;
}

// Puts a boundary that shares its line with the body on a line of its own.
std::string split_boundaries(std::string_view text) {
  std::string out;
  const std::size_t label_end = text.find("-----", 5);
  if (!text.starts_with("-----BEGIN ") || label_end == std::string_view::npos) {
    return std::string(text);
  }
  const std::size_t body = label_end + 5;
  out += text.substr(0, body);
  text.remove_prefix(body);
  if (!text.empty() && !text.starts_with('\n')) out += '\n';
  const std::size_t end = text.find("-----END ");
  out += text.substr(0, end);
  if (end == std::string_view::npos) return out;
  if (!out.ends_with('\n')) out += '\n';
  out += text.substr(end);
  return out;
}

// A body in one long line is wrapped as the programs that write keys do.
void append_line(std::string& out, std::string_view line, std::size_t width) {
  constexpr std::size_t kLongestLine = 80;
  constexpr base::Charset kBody = base::kBase64Char | base::Charset("=");
  if (line.size() > kLongestLine && kBody.all(line)) {
    for (; line.size() > width; line.remove_prefix(width)) {
      out += line.substr(0, width);
      out += '\n';
    }
  }
  out += line;
}

std::string join(const std::vector<std::string>& lines) {
  const bool openssh =
      !lines.empty() && lines.front().find("OPENSSH") != std::string::npos;
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += '\n';
    append_line(out, lines[i], openssh ? 70 : 64);
  }
  return out;
}

}  // namespace

bool is_key_file(std::string_view text) {
  return text.starts_with("-----BEGIN ") || text.starts_with(kPutty);
}

std::string normalise_key(std::string_view text) {
  const bool ends_line = text.ends_with('\n');
  std::string plain = strip_patch(strip_lines(text));
  if (plain.find('\\') != std::string::npos) plain = undo_escapes(plain);
  std::string out = join(key_lines(split_boundaries(plain)));
  if (ends_line) out += '\n';
  return out;
}

}  // namespace patrol::verify
