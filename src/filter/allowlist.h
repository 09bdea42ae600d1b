// SPDX-License-Identifier: Apache-2.0
//
// What the user wants ignored, and why: the `[[allowlist]]` tables of
// `.patrol.toml`, read by config.h. Immutable once built, and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "filter/regex.h"
#include "model/finding.h"

namespace patrol::filter {

// One table. All criteria that are given must hold; of the values of one
// criterion any will do. An empty criterion is not given.
struct AllowlistEntry {
  std::string description;                // why; required
  std::vector<std::string> rules;         // rule ids, `*` stands for any run
  RegexSet paths;                         // found anywhere in the path
  RegexSet regexes;                       // found anywhere in the secret
  std::vector<std::string> stopwords;     // lower case; anywhere in the secret
  std::vector<std::string> commits;       // lower-case hex, 7 digits or more
  std::vector<std::string> fingerprints;  // lower-case hex, 32 digits

  bool has_criterion() const;
  bool allows(const Finding& finding, const Location& location) const;
};

class Allowlist {
 public:
  Allowlist() = default;
  explicit Allowlist(std::vector<AllowlistEntry> entries)
      : entries_(std::move(entries)) {}

  // The first entry that wants `finding` ignored at `location`; nullptr = none.
  // `finding.rule`, `.secret` and `.fingerprint` are looked at. A location
  // without a path or a commit fails the criterion. A finding is to be dropped
  // when all of its locations are allowed.
  const AllowlistEntry* find(const Finding& finding,
                             const Location& location) const;
  bool allows(const Finding& finding, const Location& location) const {
    return find(finding, location) != nullptr;
  }
  bool empty() const { return entries_.empty(); }

 private:
  std::vector<AllowlistEntry> entries_;
};

}  // namespace patrol::filter
