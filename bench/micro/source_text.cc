// SPDX-License-Identifier: Apache-2.0
#include "source_text.h"

#include <array>
#include <string_view>

namespace patrol::bench {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Parts of identifiers and words of prose.
constexpr std::array<std::string_view, 90> kWords = {
    "buffer", "size",   "count",  "index",  "node",    "list",     "object",
    "name",   "path",   "file",   "read",   "write",   "open",     "close",
    "the",    "of",     "and",    "to",     "in",      "is",       "for",
    "with",   "string", "value",  "error",  "result",  "status",   "length",
    "server", "client", "state",  "config", "default", "option",   "method",
    "class",  "return", "const",  "static", "void",    "int",      "char",
    "begin",  "end",    "first",  "last",   "next",    "previous", "parse",
    "format", "line",   "column", "offset", "data",    "type",     "field",
    "table",  "record", "model",  "view",   "render",  "request",  "response",
    "header", "body",   "user",   "group",  "thread",  "lock",     "wait",
    "signal", "event",  "queue",  "tree",   "commit",  "branch",   "merge",
    "test",   "assert", "expect", "equal",  "true",    "false",    "null",
    "memory", "free",   "alloc",  "copy",   "move",    "id"};

// What context rules look for, about as often as in the sources of redis, git,
// rails and curl: in each MB 570 times "key", 170 "auth", 40 "access", 30
// "token", 30 "password".
constexpr std::array<std::string_view, 28> kContextWords = {
    "key",  "key",  "key",  "key",  "key",    "key",   "key",
    "key",  "key",  "key",  "key",  "key",    "key",   "key",
    "key",  "key",  "key",  "key",  "key",    "key",   "auth",
    "auth", "auth", "auth", "auth", "access", "token", "password"};
constexpr std::size_t kOneContextWordIn = 150;

std::string_view word(Random& random) {
  if (random.below(kOneContextWordIn) == 0) {
    return kContextWords[random.below(kContextWords.size())];
  }
  return kWords[random.below(kWords.size())];
}

void append_identifier(Random& random, std::string& out) {
  const bool camel = random.below(3) == 0;
  out += word(random);
  for (std::size_t parts = random.below(3); parts > 0; --parts) {
    std::string next(word(random));
    if (camel) {
      next[0] = static_cast<char>(next[0] - 'a' + 'A');
    } else {
      out += '_';
    }
    out += next;
  }
}

void append_words(Random& random, std::size_t count, std::string& out) {
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += ' ';
    out += word(random);
  }
}

void append_code(Random& random, std::string& out) {
  append_identifier(random, out);
  switch (random.below(4)) {
    case 0:
      out += " = ";
      append_identifier(random, out);
      out += "->";
      append_identifier(random, out);
      break;
    case 1:
      out += '(';
      append_identifier(random, out);
      out += ", ";
      append_identifier(random, out);
      out += ')';
      break;
    case 2:
      out += "[" + std::to_string(random.below(4096)) + "] += 0x";
      out += random_text(random, kHex, 2 + random.below(7));
      break;
    default:
      out += " = " + std::to_string(random.below(100'000));
  }
  out += ';';
}

void append_literal(Random& random, std::string& out) {
  append_identifier(random, out);
  out += random.below(2) == 0 ? ": \"" : " = \"";
  append_words(random, 1 + random.below(4), out);
  out += "\",";
}

void append_url(Random& random, std::string& out) {
  out += "see https://";
  append_identifier(random, out);
  out += ".example.org/";
  append_identifier(random, out);
  out += "/" + random_text(random, kHex, 8) + "?";
  append_identifier(random, out);
  out += "=" + std::to_string(random.below(1000));
}

void append_line(Random& random, std::string& out) {
  const std::size_t kind = random.below(1000);
  out.append(2 * random.below(5), ' ');
  if (kind < 690) {
    append_code(random, out);
  } else if (kind < 860) {
    out += "// ";
    append_words(random, 6 + random.below(6), out);
  } else if (kind < 950) {
    append_literal(random, out);
  } else if (kind < 970) {
    append_url(random, out);
  } else if (kind < 990) {  // ids of commits, checksums of packages
    out += "  sha: " + random_text(random, kHex, 40 + 24 * random.below(2));
  } else {  // certificates, images and source maps
    out += random_text(random, kBase64, 76);
  }
  out += '\n';
}

}  // namespace

std::uint64_t Random::next() {
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

std::string random_text(Random& random, std::string_view alphabet,
                        std::size_t count) {
  std::string text(count, '\0');
  for (char& c : text) c = alphabet[random.below(alphabet.size())];
  return text;
}

std::string source_text(std::uint64_t seed, std::size_t size) {
  return sprinkled_text(seed, size, {}, SIZE_MAX);
}

std::string sprinkled_text(std::uint64_t seed, std::size_t size,
                           std::span<const std::string> lines,
                           std::size_t distance) {
  Random random(seed);
  std::string text;
  text.reserve(size + 512);
  std::size_t due = distance;
  while (text.size() < size) {
    append_line(random, text);
    if (!lines.empty() && text.size() >= due) {
      text += lines[random.below(lines.size())] + "\n";
      due += distance;
    }
  }
  return text;
}

}  // namespace patrol::bench
