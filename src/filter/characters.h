// SPDX-License-Identifier: Apache-2.0
//
// ASCII character classes that do not depend on the locale, and the small
// searches that the filters share. Bytes above 0x7f belong to no class.
#pragma once

#include <algorithm>
#include <string_view>

namespace patrol::filter {

inline bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_letter(char c) { return is_lower(c) || is_upper(c); }
inline bool is_alnum(char c) { return is_letter(c) || is_digit(c); }
inline bool is_blank(char c) { return c == ' ' || c == '\t'; }
inline bool is_space(char c) {
  return is_blank(c) || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}
// Of names in code: [0-9A-Za-z_].
inline bool is_word(char c) { return is_alnum(c) || c == '_'; }
inline char to_lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

inline bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return to_lower(x) == to_lower(y); });
}

inline bool starts_ignoring_case(std::string_view text, std::string_view head) {
  return equal_ignoring_case(text.substr(0, head.size()), head);
}

// Offset of the lower-case `word` in `text`, any case; npos = not there.
inline std::size_t find_ignoring_case(std::string_view text,
                                      std::string_view word) {
  const auto hit =
      std::search(text.begin(), text.end(), word.begin(), word.end(),
                  [](char x, char y) { return to_lower(x) == y; });
  return hit == text.end() ? std::string_view::npos
                           : static_cast<std::size_t>(hit - text.begin());
}

inline std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// The longest tail of `text` whose characters all satisfy `accept`.
template <typename Accept>
std::string_view tail_of(std::string_view text, Accept accept) {
  std::size_t begin = text.size();
  while (begin > 0 && accept(text[begin - 1])) --begin;
  return text.substr(begin);
}

}  // namespace patrol::filter
