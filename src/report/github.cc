// SPDX-License-Identifier: Apache-2.0
//
// Workflow commands of GitHub Actions, which show findings beside the lines of
// a change. Of each level a step shows ten and drops the rest, so the worst
// are told and the last notice counts the others.
#include <array>
#include <vector>

#include "report/formats.h"
#include "report/phrases.h"
#include "report/words.h"

namespace patrol::report {
namespace {

constexpr std::size_t kShown = 10;  // of a level, by GitHub

struct Level {
  std::string_view command;
  std::size_t room = kShown;
};

// Of a message; runners take "%25", "%0D" and "%0A" back.
std::string data(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '%') {
      out += "%25";
    } else {
      out += c;
    }
  }
  return out;
}

// Of a property, which ',' and ':' would end.
std::string property(std::string_view text) {
  std::string out;
  for (const char c : data(text)) {
    if (c == ':') {
      out += "%3A";
    } else if (c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::size_t level_of(const Finding& finding) {
  switch (severity_of(finding)) {
    case Severity::critical:
    case Severity::high:
      return 0;
    case Severity::medium:
      return 1;
    case Severity::low:
      break;
  }
  return 2;
}

// "file=src/a.py,line=3,col=9,endLine=3,endColumn=49,"; GitHub wants columns
// on one line only.
std::string position(const Location& at, const SecretMask& mask) {
  if (at.path.empty()) return "";
  std::string text = "file=" + property(mask.apply(path_in_checkout(at))) + ",";
  if (is_name(at.place)) return text;
  text += "line=" + std::to_string(at.line) +
          ",endLine=" + std::to_string(at.end_line) + ",";
  if (at.line == at.end_line) {
    text += "col=" + std::to_string(at.utf16_column) +
            ",endColumn=" + std::to_string(at.utf16_end_column) + ",";
  }
  return text;
}

void annotate(const Finding& finding, std::string_view command,
              const SecretMask& mask, std::ostream& out) {
  const Rule& rule = *finding.rule;
  const std::string revoke = one_line(rule.revoke);
  out << "::" << command << ' ' << position(finding.primary(), mask)
      << "title=" << property(one_line(rule.name)) << "::"
      << data(sentence(finding, mask));
  const std::size_t others = finding.locations.size() - 1;
  if (others > 0) out << " It stands in " << count_of(others, "more place") << ".";
  if (!revoke.empty()) out << data(" Revoke it: " + revoke);
  out << '\n';
}

}  // namespace

void write_github(const Report& report, const WriteOptions& /*options*/,
                  std::ostream& out) {
  const SecretMask mask(report, false);
  const bool gaps = !report.coverage.complete();
  std::array<Level, 3> levels = {
      Level{"error", kShown}, Level{"warning", gaps ? kShown - 1 : kShown},
      Level{"notice", kShown - 1}};
  std::size_t left = 0;
  for (const Finding& finding : report.findings) {
    Level& level = levels[level_of(finding)];
    if (level.room == 0) {
      ++left;
      continue;
    }
    --level.room;
    annotate(finding, level.command, mask, out);
  }
  if (gaps) {
    out << "::warning title=Not everything was read::"
        << "Secrets may be left in what patrol could not read.\n";
  }
  out << "::notice title=patrol::" << data(summary_line(report));
  if (left > 0) {
    out << ' ' << count_of(left, "finding")
        << " more than GitHub shows; the report has all.";
  }
  out << '\n';
}

}  // namespace patrol::report
