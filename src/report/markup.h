// SPDX-License-Identifier: Apache-2.0
//
// Text for formats with a syntax of their own. Each function makes its text
// printable first, so that what it returns is UTF-8 on one line.
#pragma once

#include <string>
#include <string_view>

namespace patrol::report {

// Character data and attribute values (in double quotes) of XML 1.0 and HTML.
std::string xml_escape(std::string_view text);

// A field of RFC 4180, quoted. Spreadsheets take a field that begins with
// '=', '+', '-', '@' or a wide form of these for a formula, so an apostrophe
// stands before it, also behind a semicolon, where some split fields.
std::string csv_field(std::string_view text);

// In a cell of a Markdown table, as code: every character that means something
// to Markdown or HTML is a character reference, and mentions and references
// of issues stay text.
std::string markdown_code(std::string_view text);

// The same without the code, for words of ours and of rule files.
std::string markdown_text(std::string_view text);

}  // namespace patrol::report
