// SPDX-License-Identifier: Apache-2.0
#include "filter/allow_comment.h"

#include <algorithm>

#include "base/glob.h"
#include "filter/characters.h"

namespace patrol::filter {
namespace {

constexpr std::string_view kOwnMark = "patrol:allow";
constexpr std::string_view kForeignMark = "gitleaks:allow";

// Minified files have lines of megabytes, and many findings on them.
constexpr std::size_t kReach = 4096;

std::string_view lines_of(std::string_view content, Span span) {
  const std::size_t reach = std::min(span.begin, kReach);
  const std::string_view head = content.substr(span.begin - reach, reach);
  const std::string_view tail = content.substr(span.end, kReach);
  const std::size_t newline = head.rfind('\n');
  const std::size_t before =
      newline == head.npos ? head.size() : head.size() - newline - 1;
  const std::size_t after = std::min(tail.find('\n'), tail.size());
  return content.substr(span.begin - before, before + span.size() + after);
}

bool is_rule_char(char c) { return is_word(c) || c == '-' || c == '*'; }

// "aws-access-key", "aws-*", "*"; not "-->" or a plain word.
bool is_rule_glob(std::string_view text) {
  return !text.empty() && text.front() != '-' &&
         text.find_first_of("-*") != text.npos;
}

// Takes the next rule off `rest`; "" when none follows.
std::string_view take_rule(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  std::size_t size = 0;
  while (size < rest.size() && is_rule_char(rest[size])) ++size;
  const std::string_view rule = rest.substr(0, size);
  const std::string_view after = rest.substr(size);
  const bool ends =
      after.empty() || after.front() == ',' || is_space(after.front());
  if (!ends || !is_rule_glob(rule)) return "";
  rest = after;
  return rule;
}

// `rest` is what follows the mark: a list of rules restricts it.
bool covers(std::string_view rest, std::string_view rule_id) {
  std::string_view rule = take_rule(rest);
  if (rule.empty()) return true;
  while (!rule.empty()) {
    if (base::glob_match(rule, rule_id)) return true;
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    if (!rest.starts_with(',')) return false;
    rest.remove_prefix(1);
    rule = take_rule(rest);
  }
  return false;
}

// "patrol:allowlist" is another word.
bool is_whole(std::string_view rest) {
  return rest.empty() || !(is_word(rest.front()) || rest.front() == '-') ||
         rest.starts_with("-->");
}

}  // namespace

bool has_allow_comment(std::string_view content, Span span,
                       std::string_view rule_id) {
  const std::string_view lines = lines_of(content, span);
  for (std::size_t at = lines.find(":allow"); at != lines.npos;
       at = lines.find(":allow", at + 1)) {
    constexpr std::size_t kWord = std::string_view(":allow").size();
    const std::string_view head = lines.substr(0, at + kWord);
    const std::string_view rest = lines.substr(at + kWord);
    if (!is_whole(rest)) continue;
    if (head.ends_with(kForeignMark)) return true;
    if (head.ends_with(kOwnMark) && covers(rest, rule_id)) return true;
  }
  return false;
}

}  // namespace patrol::filter
