// SPDX-License-Identifier: Apache-2.0
//
// A line of digits goes on in the next one when it is full: its length is a
// multiple of four, the next is not longer, and ends where its line or its string
// does. Between them may stand what wraps text in source code: quotes, an operator
// that joins strings, and a line feed as such or as "\n". So a word alone on the line
// behind a full one is taken for the end of it, where padding does not tell better.
#include "decode/digits.h"

#include <algorithm>

#include "base/charset.h"

namespace patrol::decode {
namespace {

constexpr base::Charset kStandard = base::kAlnum | base::Charset("+/");
constexpr base::Charset kUrl = base::kAlnum | base::Charset("-_");
constexpr base::Charset kQuote("\"'`");
constexpr base::Charset kBlank(" \t");
constexpr base::Charset kJoin("+.\\");
constexpr base::Charset kLineEnd("\r\n\"'`\\=<");
constexpr std::size_t kLeastLine = 16;  // digits, of a line that goes on
constexpr std::size_t kMostIndent = 64;

// Digits of both alphabets in one text are of two texts.
const base::Charset& alphabet_of(std::string_view text, Encoding encoding) {
  if (encoding == Encoding::hex) return base::kHex;
  for (const char c : text) {
    if (c == '+' || c == '/') return kStandard;
    if (c == '-' || c == '_') return kUrl;
    if (!base::kAlnum.contains(c)) break;
  }
  return kStandard;
}

std::size_t skip(std::string_view text, std::size_t at,
                 const base::Charset& set, std::size_t most) {
  const std::size_t end = std::min(text.size(), at + most);
  while (at < end && set.contains(text[at])) ++at;
  return at;
}

// Moves `at` past one of both.
bool skip_either(std::string_view text, std::size_t& at, std::string_view a,
                 std::string_view b) {
  for (const std::string_view feed : {a, b}) {
    if (text.substr(at).starts_with(feed)) {
      at += feed.size();
      return true;
    }
  }
  return false;
}

// Where the next line's digits begin when a line's end at `at`; npos: nowhere.
std::size_t next_line(std::string_view text, std::size_t at) {
  const bool escaped = skip_either(text, at, "\\n", "\\r\\n");
  at = skip(text, at, kQuote, 1);
  at = skip(text, at, kBlank, kMostIndent);
  at = skip(text, at, kJoin, 1);
  at = skip(text, at, kBlank, kMostIndent);
  if (!skip_either(text, at, "\n", "\r\n") && !escaped) return text.npos;
  at = skip(text, at, kBlank, kMostIndent);
  return skip(text, at, kQuote, 1);
}

// Calls `on_line` with the span of each line's digits until it returns false.
template <typename OnLine>
void each_line(std::string_view source, Span bounds, Encoding encoding,
               OnLine on_line) {
  const std::string_view text = source.substr(0, bounds.end);
  const base::Charset& alphabet =
      alphabet_of(text.substr(bounds.begin), encoding);
  Span line{bounds.begin, skip(text, bounds.begin, alphabet, text.size())};
  while (on_line(line)) {
    if (line.size() < kLeastLine || line.size() % 4 != 0) return;
    const std::size_t begin = next_line(text, line.end);
    if (begin == text.npos) return;
    const Span next{begin, skip(text, begin, alphabet, line.size() + 1)};
    if (next.begin == next.end || next.size() > line.size()) return;
    const std::size_t after = skip(source, next.end, kBlank, kMostIndent);
    if (after < source.size() && !kLineEnd.contains(source[after])) return;
    const bool last = next.size() < line.size();
    line = next;
    if (last) {
      on_line(line);
      return;
    }
  }
}

constexpr bool is_text(unsigned char byte) {
  return (byte >= ' ' && byte != 0x7F) || byte == '\t' || byte == '\n' ||
         byte == '\r' || byte == '\f';
}

unsigned value_of(char c) {
  if ('A' <= c && c <= 'Z') return static_cast<unsigned>(c - 'A');
  if ('a' <= c && c <= 'z') return static_cast<unsigned>(c - 'a' + 26);
  if ('0' <= c && c <= '9') return static_cast<unsigned>(c - '0' + 52);
  return c == '+' || c == '-' ? 62 : 63;
}

unsigned hex_value_of(char c) {
  return static_cast<unsigned>(c & 15) + (c > '9' ? 9 : 0);
}

// Appends bytes, or units of UTF-16, as long as they are text.
class TextSink {
 public:
  TextSink(std::string& out, bool wide) : out_(out), wide_(wide) {}

  // False: this is no text.
  bool put(unsigned char byte) {
    if (!wide_) return add(byte);
    have_low_ = !have_low_;
    if (have_low_) {
      low_ = byte;
      return true;
    }
    // Beyond ASCII it is some letter: no token has one.
    return byte == 0 ? add(low_) : add('?');
  }

 private:
  bool add(unsigned char byte) {
    if (is_text(byte)) out_ += static_cast<char>(byte);
    return is_text(byte);
  }

  std::string& out_;
  bool wide_, have_low_ = false;
  unsigned char low_ = 0;
};

// False: a byte is no text.
bool put_line(std::string_view digits, bool hex, TextSink& sink) {
  const unsigned width = hex ? 4 : 6;
  unsigned bits = 0, count = 0;
  for (const char c : digits) {
    bits = bits << width | (hex ? hex_value_of(c) : value_of(c));
    count += width;
    if (count < 8) continue;
    count -= 8;
    if (!sink.put(static_cast<unsigned char>(bits >> count))) return false;
  }
  return true;
}

// The second byte of base64 is zero.
bool is_wide(std::string_view digits) {
  return digits.size() > 2 && (value_of(digits[1]) & 15) == 0 &&
         value_of(digits[2]) < 4;
}

}  // namespace

std::size_t end_of_digits(std::string_view source, std::size_t begin,
                          Encoding encoding) {
  std::size_t end = begin;
  each_line(source, {begin, std::min(source.size(), begin + kMostEncoded)},
            encoding, [&](const Span& line) {
              end = line.end;
              return true;
            });
  return end;
}

bool append_digits(std::string_view source, Span encoded, Encoding encoding,
                   DecodedText& out) {
  const bool hex = encoding == Encoding::hex;
  const bool wide = !hex && is_wide(encoded.of(source));
  const std::size_t before = out.text().size();
  TextSink sink(out.bytes(), wide);
  each_line(source, encoded, encoding, [&](const Span& line) {
    out.begin_run(line.begin, wide ? 16 : 8, hex ? 4 : 6);
    return put_line(line.of(source), hex, sink);
  });
  if (wide) out.set_utf16();
  return out.text().size() >= before + kLeastText;
}

}  // namespace patrol::decode
