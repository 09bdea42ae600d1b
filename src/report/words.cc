// SPDX-License-Identifier: Apache-2.0
#include "report/words.h"

#include <chrono>
#include <cstdio>

#include "report/writer.h"

namespace patrol::report {
namespace {

constexpr std::int64_t kYear1 = -62135596800;      // 0001-01-01T00:00:00Z
constexpr std::int64_t kYear10000 = 253402300800;  // the first of five digits

}  // namespace

std::string iso_time(std::int64_t seconds_since_1970) {
  using namespace std::chrono;
  if (seconds_since_1970 == 0 || seconds_since_1970 < kYear1 ||
      seconds_since_1970 >= kYear10000) {
    return "";
  }
  const sys_seconds time{seconds{seconds_since_1970}};
  const sys_days day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ",
                static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

std::string count_of(std::uint64_t number, std::string_view noun) {
  std::string text = grouped(number) + " ";
  text += noun;
  if (number != 1) text += 's';
  return text;
}

std::string size_of(std::uint64_t bytes) {
  static constexpr const char* kUnits[] = {"kB", "MB", "GB", "TB", "PB", "EB"};
  if (bytes < 1000) return count_of(bytes, "byte");
  // In tenths and whole numbers, so that no floating point rounds 999.95 up
  // to "1000.0".
  std::uint64_t tenths = bytes / 100;
  std::size_t unit = 0;
  while (tenths >= 10000) {
    tenths /= 1000;
    ++unit;
  }
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " " +
         kUnits[unit];
}

std::string short_id(const ObjectId& id) { return id.hex().substr(0, 12); }

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += ", ";
    text += part;
  }
  return text;
}

std::string one_line(std::string_view text) {
  std::string out;
  bool space = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += c;
  }
  return printable(out);
}

std::vector<std::string> labels_of(const Verdict& verdict) {
  std::vector<std::string> labels;
  if (verdict.known_example) labels.emplace_back("known-example");
  if (verdict.canary) labels.emplace_back("canary");
  if (verdict.expired) labels.emplace_back("expired");
  return labels;
}

Tally tally(const Report& report) {
  Tally counts;
  for (const Finding& finding : report.findings) {
    ++counts.by_severity[static_cast<std::size_t>(severity_of(finding))];
    ++counts.by_proof[static_cast<std::size_t>(finding.verdict.proof)];
  }
  return counts;
}

std::string holder_of(const Location& at) {
  if (!at.reflog_entry) return at.ref;
  const std::string ref = at.ref == "refs/stash" ? "stash" : at.ref;
  return ref + "@{" + std::to_string(*at.reflog_entry) + "}";
}

}  // namespace patrol::report
