// SPDX-License-Identifier: Apache-2.0
#include "filter/allowlist.h"

#include <algorithm>

#include "base/glob.h"
#include "filter/characters.h"

namespace patrol::filter {
namespace {

// A criterion that is not given holds.
template <typename Test>
bool holds(const std::vector<std::string>& values, Test test) {
  return values.empty() || std::ranges::any_of(values, test);
}

}  // namespace

bool AllowlistEntry::has_criterion() const {
  return !rules.empty() || !paths.empty() || !regexes.empty() ||
         !stopwords.empty() || !commits.empty() || !fingerprints.empty();
}

bool AllowlistEntry::allows(const Finding& finding,
                            const Location& location) const {
  std::string_view id;
  if (finding.rule) id = finding.rule->id;
  const std::string commit = location.commit.hex();
  return has_criterion() &&
         holds(rules,
               [&](const auto& glob) { return base::glob_match(glob, id); }) &&
         holds(
             fingerprints,
             [&](const auto& print) { return print == finding.fingerprint; }) &&
         holds(commits,
               [&](const auto& head) { return commit.starts_with(head); }) &&
         holds(stopwords,
               [&](const auto& word) {
                 return find_ignoring_case(finding.secret, word) !=
                        std::string::npos;
               }) &&
         (paths.empty() || paths.matches(location.path)) &&
         (regexes.empty() || regexes.matches(finding.secret));
}

const AllowlistEntry* Allowlist::find(const Finding& finding,
                                      const Location& location) const {
  for (const AllowlistEntry& entry : entries_) {
    if (entry.allows(finding, location)) return &entry;
  }
  return nullptr;
}

}  // namespace patrol::filter
