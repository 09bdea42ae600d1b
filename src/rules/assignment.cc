// SPDX-License-Identifier: Apache-2.0
#include "rules/assignment.h"

#include "rules/loader.h"

namespace patrol::rules {

std::string assignment_pattern(const std::vector<std::string>& keywords,
                               std::string_view value) {
  std::string words;
  for (const std::string& keyword : keywords) {
    if (!words.empty()) words += '|';
    words += expand_layout(keyword);
  }
  const std::string before = expand_layout(R"(
    [0-9A-Za-z_.\-]{0,20}            # the rest of the name: datadog_API_KEY
    ["'`\\\])]{0,3} [ \t]{0,8}       # a closing quote or bracket
    (?: :=|=>|->|==?|:|,|> )         # the assignment
    [ \t]{0,8} ["'`\\(]{0,3}         # an opening quote
  )");
  const std::string after = expand_layout(R"( (?: [^0-9A-Za-z_+/=\-] | \z ) )");
  return "(?i:" + words + ")" + before + "(?P<secret>" + std::string(value) +
         ")" + after;
}

}  // namespace patrol::rules
