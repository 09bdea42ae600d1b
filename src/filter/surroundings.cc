// SPDX-License-Identifier: Apache-2.0
#include "filter/surroundings.h"

#include <algorithm>

#include "filter/characters.h"

namespace patrol::filter {
namespace {

// The end of `text` that is a name; `between` is what stands behind it.
std::string_view take_name(std::string_view& text) {
  const auto in_name = [](char c) { return is_word(c) || c == '-' || c == '.'; };
  text.remove_suffix(tail_of(text, [](char c) { return !is_word(c); }).size());
  const std::string_view name = tail_of(text, in_name);
  text.remove_suffix(name.size());
  return name;
}

// Names that say nothing of what is given: those of types, of entries
// (`name="token" value="…"`), and prefixes of strings (`b"…"`).
bool says_nothing(std::string_view name) {
  constexpr std::string_view kNames[] = {"value", "string", "str",  "std.string",
                                         "char",  "text",   "byte", "b",
                                         "r",     "u",      "f"};
  return std::ranges::any_of(kNames, [&](std::string_view each) {
    return equal_ignoring_case(name, each);
  });
}

std::string_view last_line(std::string_view text) {
  return text.substr(text.find_last_of('\n') + 1);  // npos + 1 is 0
}

}  // namespace

Surroundings surroundings_of(const Candidate& candidate) {
  Surroundings around;
  std::string_view rest = candidate.before;
  around.name = take_name(rest);
  if (says_nothing(around.name)) around.name = take_name(rest);
  around.between =
      candidate.before.substr(rest.size() + around.name.size());
  around.line = last_line(rest);
  rest.remove_suffix(around.line.size());
  if (!rest.empty()) rest.remove_suffix(1);
  around.line_above = last_line(rest);
  around.behind = candidate.after.substr(0, candidate.after.find('\n'));
  return around;
}

}  // namespace patrol::filter
