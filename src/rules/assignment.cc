// SPDX-License-Identifier: Apache-2.0
#include "rules/assignment.h"

#include "rules/loader.h"

namespace patrol::rules {
namespace {

std::string any_of(const std::vector<std::string>& keywords) {
  std::string words;
  for (const std::string& keyword : keywords) {
    if (!words.empty()) words += '|';
    words += expand_layout(keyword);
  }
  return "(?i:" + words + ")";
}

}  // namespace

std::string common_keyword(std::string_view word) {
  return R"((?:\b|_))" + std::string(word) +
         "[_.-]?(?:[a-z]{2,12}[_.-]?){0,2}"
         "(?:key|token|secret|pat|password|credentials?)";
}

std::string assignment_anchor(const std::vector<std::string>& keywords) {
  return any_of(keywords);
}

std::string assignment_pattern(const std::vector<std::string>& keywords,
                               std::string_view value) {
  const std::string before = expand_layout(R"(
    [0-9A-Za-z_.\-]{0,20}                 # the rest of the name: datadog_API_KEY
    ["'`\\\])]{0,3}                       # a closing quote or bracket
    (?: [ ]?:?[ ]? [*&]? [Ss]tr(?:ing)? )?  # a type: Go, TypeScript
    (?:
      [ \t]{0,8} (?: :{1,3}= | [?+.|]= | ={1,3}>? | -> | [|]> | [:,] | [|]{1,2} )
    | > \s{0,40}                          # an element: <token>…</token>
    | [ \t]{1,8}                          # --token …, ENV TOKEN …, #define TOKEN …
    | (?: , \s{0,40} | \s{1,40} ) ["']? value ["']? [ \t]{0,4} [=:]   # an entry
    )
    [ \t]{0,8} (?: [\[({]{1,2} \s{0,20} )?
    (?: (?: \[\]byte\( | [bBrRuUfF@]{1,2} )? \\? ["'`]{1,3} | \\ )?  # a quote
  )");
  const std::string after = expand_layout(R"( (?: [^0-9A-Za-z_+/=\-] | \z ) )");
  return any_of(keywords) + before + "(?P<secret>" + std::string(value) + ")" +
         after;
}

}  // namespace patrol::rules
