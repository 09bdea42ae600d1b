// SPDX-License-Identifier: Apache-2.0
#include "base/expression.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

namespace patrol::base {
namespace {

using Kind = Expression::Kind;
using Bytes = std::bitset<256>;
constexpr int kDeepest = 200;  // groups in groups

Bytes range(int first, int last) {
  Bytes bytes;
  for (int c = first; c <= last; ++c) bytes.set(static_cast<std::size_t>(c));
  return bytes;
}

Bytes folded(Bytes bytes) {
  for (std::size_t c = 'a'; c <= 'z'; ++c) {
    const bool either = bytes[c] || bytes[c - 0x20];
    bytes[c] = bytes[c - 0x20] = either;
  }
  return bytes;
}

// \d, \w, \s and their opposites; none for another letter.
std::optional<Bytes> named_class(char letter) {
  Bytes bytes;
  switch (std::tolower(static_cast<unsigned char>(letter))) {
    case 'd':
      bytes = range('0', '9');
      break;
    case 'w':
      bytes = range('0', '9') | range('a', 'z') | range('A', 'Z');
      bytes.set('_');
      break;
    case 's':
      for (const char c : {'\t', '\n', '\f', '\r', ' '}) {
        bytes.set(static_cast<unsigned char>(c));
      }
      break;
    default:
      return std::nullopt;
  }
  return letter < 'a' ? ~bytes : bytes;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::optional<Expression> all() {
    Expression expression = alternatives({});
    if (failed_ || !rest_.empty()) return std::nullopt;
    return expression;
  }

 private:
  struct Flags {
    bool any_case = false;
    bool dot_is_all = false;
  };

  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  // The next character; fails at the end.
  char next() {
    if (rest_.empty()) {
      failed_ = true;
      return '\0';
    }
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  // Up to the end, or the ')' that closes the group.
  Expression alternatives(Flags flags) {
    Expression all{.kind = Kind::alternatives};
    if (++depth_ > kDeepest) failed_ = true;
    do {
      all.parts.push_back(sequence(flags));
    } while (!failed_ && take("|"));
    --depth_;
    if (all.parts.size() > 1) return all;
    Expression only = std::move(all.parts.front());
    return only;  // moved out first: it is a part of `all`
  }

  // Flags set inside count up to the end of the group, other alternatives too.
  Expression sequence(Flags& flags) {
    Expression all{.kind = Kind::sequence};
    while (!failed_ && !rest_.empty() && rest_.front() != '|' &&
           rest_.front() != ')') {
      all.parts.push_back(repeats(atom(flags)));
    }
    return all;
  }

  Expression atom(Flags& flags) {
    const char c = next();
    switch (c) {
      case '(':
        return group(flags);
      case '[':
        return of(char_class(), flags);
      case '.':
        return of(flags.dot_is_all ? ~Bytes() : ~range('\n', '\n'), flags);
      case '^':
      case '$':
        return {};
      case '\\':
        return escape(flags);
      case '*':
      case '+':
      case '?':
        failed_ = true;
        return {};
      default:
        return of(one(c), flags);
    }
  }

  static Bytes one(char c) {
    const int byte = static_cast<unsigned char>(c);
    return range(byte, byte);
  }

  static Expression of(const Bytes& bytes, Flags flags) {
    return {.kind = Kind::bytes,
            .bytes = flags.any_case ? folded(bytes) : bytes};
  }

  Expression group(Flags& flags) {
    Flags inside = flags;
    if (take("?P<") || take("?<")) {
      while (!failed_ && next() != '>') {
      }
    } else if (take("?")) {
      bool on = true;
      for (char c = next(); c != ':'; c = next()) {
        if (c == '-') {
          on = false;
        } else if (c == 'i') {
          inside.any_case = on;
        } else if (c == 's') {
          inside.dot_is_all = on;
        } else if (c == ')') {  // flags for what follows
          flags = inside;
          return {};
        } else {
          failed_ = true;
        }
        if (failed_) return {};
      }
    }
    Expression expression = alternatives(inside);
    if (!take(")")) failed_ = true;
    return expression;
  }

  // After a backslash, outside of a class.
  Expression escape(Flags flags) {
    if (rest_.starts_with('b') || rest_.starts_with('B') ||
        rest_.starts_with('A') || rest_.starts_with('z')) {
      next();
      return {};
    }
    return of(escaped(), flags);
  }

  // After a backslash: the bytes that are meant.
  Bytes escaped() {
    const char c = next();
    if (const std::optional<Bytes> named = named_class(c)) return *named;
    constexpr std::string_view kLetters = "abfnrtv";
    constexpr std::string_view kControls = "\a\b\f\n\r\t\v";
    if (c == 'x') return by_number();
    if (const std::size_t at = kLetters.find(c);
        at != kLetters.npos && c != 'b') {
      return one(kControls[at]);
    }
    if (std::isalnum(static_cast<unsigned char>(c))) failed_ = true;
    return one(c);
  }

  Bytes by_number() {
    std::string_view digits = rest_.substr(0, 2);
    std::size_t taken = 2;
    if (rest_.starts_with('{')) {
      const std::size_t end = std::min(rest_.find('}'), rest_.size());
      digits = rest_.substr(1, end - 1);
      taken = std::min(end + 1, rest_.size());
    }
    unsigned byte = 0;
    const auto [end, error] = std::from_chars(
        digits.data(), digits.data() + digits.size(), byte, 16);
    failed_ = failed_ || error != std::errc() || byte > 255 ||
              end != digits.data() + digits.size();
    rest_.remove_prefix(std::min(taken, rest_.size()));
    return failed_ ? Bytes() : one(static_cast<char>(byte));
  }

  // After "[".
  Bytes char_class() {
    const bool negated = take("^");
    Bytes all;
    bool first = true;
    while (!failed_ && (first || !rest_.starts_with(']'))) {
      first = false;
      if (rest_.starts_with("[:")) failed_ = true;
      const Bytes from = take("\\") ? escaped() : one(next());
      all |= from;
      if (rest_.size() < 2 || rest_[0] != '-' || rest_[1] == ']') continue;
      next();
      const Bytes to = take("\\") ? escaped() : one(next());
      if (from.count() != 1 || to.count() != 1) failed_ = true;
      all |= range(static_cast<int>(from._Find_first()),
                   static_cast<int>(to._Find_first()));
    }
    if (!take("]")) failed_ = true;
    return negated ? ~all : all;
  }

  Expression repeats(Expression expression) {
    std::uint32_t least = 0, most = 0;
    while (!failed_ && count(least, most)) {
      take("?");  // which of the matches is taken does not matter here
      Expression all{.kind = Kind::repeat, .least = least, .most = most};
      all.parts.push_back(std::move(expression));
      expression = std::move(all);
    }
    return expression;
  }

  bool count(std::uint32_t& least, std::uint32_t& most) {
    least = 0;
    most = Expression::kEndless;
    if (take("*")) return true;
    if (take("?")) return most = 1, true;
    if (take("+")) return least = 1, true;
    return rest_.starts_with('{') && bounds(least, most);
  }

  // "{3}", "{3,}" or "{3,5}"; else the brace is a letter like others.
  bool bounds(std::uint32_t& least, std::uint32_t& most) {
    const char* at = rest_.data() + 1;
    const char* const end = rest_.data() + rest_.size();
    const auto low = std::from_chars(at, end, least);
    if (low.ec != std::errc() || low.ptr == end) return false;
    at = low.ptr;
    most = least;
    if (*at == ',') {
      most = Expression::kEndless;
      const auto high = std::from_chars(at + 1, end, most);
      at = high.ptr;
    }
    if (at == end || *at != '}') return false;
    rest_.remove_prefix(static_cast<std::size_t>(at - rest_.data()) + 1);
    return true;
  }

  std::string_view rest_;
  int depth_ = 0;
  bool failed_ = false;
};

void append_elements(const Expression& expression,
                     std::vector<const Expression*>& all) {
  if (expression.kind != Kind::sequence) {
    all.push_back(&expression);
    return;
  }
  for (const Expression& part : expression.parts) append_elements(part, all);
}

}  // namespace

std::optional<Expression> read_expression(std::string_view text) {
  return Reader(text).all();
}

std::vector<const Expression*> elements(const Expression& expression) {
  std::vector<const Expression*> all;
  append_elements(expression, all);
  return all;
}

}  // namespace patrol::base
