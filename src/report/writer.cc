// SPDX-License-Identifier: Apache-2.0
#include "report/writer.h"

#include <algorithm>
#include <array>

#include "report/formats.h"

namespace patrol::report {
namespace {

constexpr bool kLineHashes = true;

constexpr std::array kFormats = {
    Format{"text", ".txt", "for people: grouped, ranked, with what to do next",
           write_text},
    Format{"json", ".json", "one document, see docs/report.schema.json",
           write_json},
    Format{"ndjson", ".ndjson", "one finding a line, then a summary line",
           write_ndjson},
    Format{"sarif", ".sarif", "SARIF 2.1.0 for code scanning", write_sarif,
           kLineHashes},
    Format{"html", ".html", "a page with filters and a timeline, for a browser",
           write_html},
    Format{"csv", ".csv", "a record a place, for spreadsheets", write_csv},
    Format{"junit", ".xml", "a failed test a finding, for CI servers",
           write_junit},
    Format{"gitlab", "", "secret detection report of GitLab", write_gitlab},
    Format{"markdown", ".md", "a table, for summaries of CI jobs",
           write_markdown},
    Format{"github", "", "annotations of GitHub Actions", write_github,
           kLineHashes},
};

}  // namespace

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  const auto* const found =
      std::find_if(kFormats.begin(), kFormats.end(),
                   [&](const Format& format) { return format.name == name; });
  return found == kFormats.end() ? nullptr : found;
}

}  // namespace patrol::report
