// SPDX-License-Identifier: Apache-2.0
//
// The one shape of tokens that only their surroundings give away:
// a keyword, an assignment, the value, a delimiter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace patrol::rules {

// The pattern for `keywords` (regular expressions, matched in any case) and
// `value` (a regular expression; the group "secret"). Both without layout. The
// assignment may be one of any language: `=`, `:=`, `?=`, `:`, `=>`, `,`, an
// element of XML, a blank after a flag, an entry with a name and a value.
std::string assignment_pattern(const std::vector<std::string>& keywords,
                               std::string_view value);

// A keyword for a word of everyday language or code: it counts as a word of its
// own only, and with a word of credentials after it (`box_api_key`, not
// `mailbox`).
std::string common_keyword(std::string_view word);

// Every match of `value` begins with 16 letters, digits or `_ . + / -`, and may
// have a digit. Errs on the side of no.
bool begins_with_run(std::string_view value);

// What every match of it begins with, and cheap to search: the keywords.
std::string assignment_anchor(const std::vector<std::string>& keywords);

}  // namespace patrol::rules
