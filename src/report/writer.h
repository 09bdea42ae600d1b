// SPDX-License-Identifier: Apache-2.0
//
// Writes a report in one of the formats. Writers are pure: the same report
// gives the same bytes. Secrets are redacted unless `show_secrets`.
#pragma once

#include <cstdint>
#include <cstddef>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "model/report.h"

namespace patrol::report {

// Whom a SARIF log is for. GitHub's code scanning takes so many results, shows
// one place of each, and opens an alert for a suppressed one, too; other
// readers get all places and, if asked for, what was held back.
enum class SarifProfile : std::uint8_t { github, generic };

struct WriteOptions {
  bool show_secrets = false;
  bool show_suppressed = false;
  bool colour = false;  // text only
  std::size_t width = 0;  // text: columns to keep to; 0 = lines as they come
  bool stats = false;   // text: time per stage
  SarifProfile sarif_profile = SarifProfile::github;
};

using Writer = void (*)(const Report& report, const WriteOptions& options,
                        std::ostream& out);

struct Format {
  std::string_view name;       // "text", "json", "ndjson", "sarif", …
  std::string_view extension;  // ".sarif": `--output x.sarif` implies it; or ""
  std::string_view summary;
  Writer write;
  // It tells line hashes and columns in UTF-16, which cost reading again.
  bool line_hashes = false;
};

// The table of formats, text first.
std::span<const Format> formats();
// nullptr when there is no such format.
const Format* find_format(std::string_view name);

// What was found and what was read, on one line and without a secret: for
// standard error, beside a report that machines read.
std::string summary_line(const Report& report);

// What a reader may see of a secret: enough to recognise it by its public
// prefix, too little to use ("ghp_****", length). Control bytes are escaped.
std::string redact(std::string_view secret);

// Text safe for a terminal or a one-line message: control bytes and invalid
// UTF-8 escaped as \xNN.
std::string printable(std::string_view text);

}  // namespace patrol::report
