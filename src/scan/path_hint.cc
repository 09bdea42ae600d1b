// SPDX-License-Identifier: Apache-2.0
#include "scan/path_hint.h"

#include <algorithm>

#include "base/glob.h"

namespace patrol::scan {
namespace {

struct Hint {
  std::string_view glob;  // of one name of the path, lower case
  bool file;              // of the last name; else of a folder
  std::string_view says;
};

// The first that fits counts.
constexpr Hint kHints[] = {
    {"package-lock.json", true, "lock-file"},
    {"npm-shrinkwrap.json", true, "lock-file"},
    {"pnpm-lock.yaml", true, "lock-file"},
    {"packages.lock.json", true, "lock-file"},
    {"go.sum", true, "lock-file"},
    {"*.lock", true, "lock-file"},
    {"node_modules", false, "vendor"},
    {"vendor", false, "vendor"},
    {"third_party", false, "vendor"},
    {"third-party", false, "vendor"},
    {"bower_components", false, "vendor"},
    {"test", false, "test"},
    {"tests", false, "test"},
    {"testing", false, "test"},
    {"testdata", false, "test"},
    {"__tests__", false, "test"},
    {"spec", false, "test"},
    {"specs", false, "test"},
    {"fixtures", false, "test"},
    {"mocks", false, "test"},
    {"test_*", true, "test"},
    {"*_test.*", true, "test"},
    {"*_spec.*", true, "test"},
    {"*.test.*", true, "test"},
    {"*.spec.*", true, "test"},
    {"*tests.cs", true, "test"},
    {"*test.java", true, "test"},
    {"example", false, "example"},
    {"examples", false, "example"},
    {"sample", false, "example"},
    {"samples", false, "example"},
    {"demo", false, "example"},
    {"*.example", true, "example"},
    {"*.sample", true, "example"},
    {"*.template", true, "example"},
    {"*.dist", true, "example"},
    {"doc", false, "documentation"},
    {"docs", false, "documentation"},
    {"documentation", false, "documentation"},
    {"*.md", true, "documentation"},
    {"*.rst", true, "documentation"},
    {"*.adoc", true, "documentation"},
};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool fits(const Hint& hint, std::string_view path) {
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const bool file = end == path.size();
    if (file == hint.file &&
        base::glob_match(hint.glob, path.substr(begin, end - begin))) {
      return true;
    }
    begin = end + 1;
  }
  return false;
}

}  // namespace

std::string_view path_hint(std::string_view path) {
  const std::string lower = lower_case(path);
  const auto* hint = std::ranges::find_if(
      kHints, [&](const Hint& each) { return fits(each, lower); });
  return hint == std::end(kHints) ? "" : hint->says;
}

void add_path_hints(std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    const bool all = std::ranges::all_of(
        finding.locations, [](const Location& at) {
          return at.place == Place::content && !path_hint(at.path).empty();
        });
    if (all) finding.path_hint = path_hint(finding.primary().path);
  }
}

}  // namespace patrol::scan
