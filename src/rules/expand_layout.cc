// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include "rules/loader.h"

namespace patrol::rules {
namespace {

bool is_layout(char c) { return std::strchr(" \t\r\n\f\v", c) && c != '\0'; }

// Length of the character class that starts at `text[0] == '['`. A ']' right
// after '[' or '[^' is a member of the class; "[:alpha:]" is skipped whole.
std::size_t class_length(std::string_view text) {
  std::size_t i = 1;
  if (i < text.size() && text[i] == '^') ++i;
  if (i < text.size() && text[i] == ']') ++i;
  for (; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text.substr(i, 2) == "[:") {
      std::size_t end = text.find(":]", i + 2);
      if (end != std::string_view::npos) i = end + 1;
    } else if (text[i] == ']') {
      return i + 1;
    }
  }
  return text.size();
}

}  // namespace

std::string expand_layout(std::string_view pattern) {
  std::string out;
  out.reserve(pattern.size());
  for (std::size_t i = 0; i < pattern.size();) {
    const char c = pattern[i];
    if (is_layout(c)) {
      ++i;
    } else if (c == '#') {
      i = std::min(pattern.find('\n', i), pattern.size());
    } else {
      std::size_t length = 1;
      if (c == '\\') length = std::min<std::size_t>(2, pattern.size() - i);
      if (c == '[') length = class_length(pattern.substr(i));
      out.append(pattern.substr(i, length));
      i += length;
    }
  }
  return out;
}

}  // namespace patrol::rules
