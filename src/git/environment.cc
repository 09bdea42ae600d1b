// SPDX-License-Identifier: Apache-2.0
#include "git/environment.h"

#include <algorithm>
#include <cstdlib>

namespace patrol::git {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

bool is_octal(char c) { return '0' <= c && c <= '7'; }

// Takes the escape that begins `rest`, after its backslash.
char take_escape(std::string_view& rest) {
  constexpr std::string_view kNames = "abfnrtv", kMeans = "\a\b\f\n\r\t\v";
  if (rest.size() >= 3 && is_octal(rest[0]) && is_octal(rest[1]) &&
      is_octal(rest[2])) {
    const int code = (rest[0] - '0') * 64 + (rest[1] - '0') * 8 + rest[2] - '0';
    rest.remove_prefix(3);
    return static_cast<char>(code);
  }
  const char c = rest.front();
  rest.remove_prefix(1);
  const std::size_t named = kNames.find(c);
  return named == kNames.npos ? c : kMeans[named];
}

// Takes a quoted name and its closing quote; `rest` begins after the first.
std::string take_quoted(std::string_view& rest) {
  std::string name;
  while (!rest.empty()) {
    const char c = rest.front();
    rest.remove_prefix(1);
    if (c == '"') break;
    name += c == '\\' && !rest.empty() ? take_escape(rest) : c;
  }
  return name;
}

}  // namespace

std::vector<std::string> parse_alternates(std::string_view list) {
  std::vector<std::string> folders;
  while (!list.empty()) {
    std::string name;
    if (list.starts_with('"')) {
      list.remove_prefix(1);
      name = take_quoted(list);
    }
    const std::size_t end = std::min(list.find(':'), list.size());
    name += list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    if (!name.empty()) folders.push_back(std::move(name));
  }
  return folders;
}

std::string unquote(std::string_view name) {
  name.remove_prefix(1);
  return take_quoted(name);
}

Environment Environment::current() {
  return {variable("GIT_DIR"), variable("GIT_WORK_TREE"),
          variable("GIT_INDEX_FILE"), variable("GIT_OBJECT_DIRECTORY"),
          parse_alternates(variable("GIT_ALTERNATE_OBJECT_DIRECTORIES"))};
}

}  // namespace patrol::git
