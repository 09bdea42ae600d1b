// SPDX-License-Identifier: Apache-2.0
//
// Findings that were accepted earlier, as a text file that merges well:
//
//   # comments and empty lines are ignored
//   09f1…2c  github-classic-pat  src/settings.py
//   77ab…e0  aws-access-key  -
//
// One line a secret, sorted by its fingerprint. The fingerprint alone decides;
// rule and path are for people. No secret is in it, and none can be computed
// from it without guessing the secret itself. Immutable and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "model/finding.h"

namespace patrol::filter {

class Baseline {
 public:
  Baseline() = default;

  bool contains(std::string_view fingerprint) const;
  std::size_t size() const { return fingerprints_.size(); }
  bool empty() const { return fingerprints_.empty(); }

  // The fingerprints that none of `findings` has: of secrets that are gone.
  // Pass all findings of a scan of everything, the suppressed ones too.
  std::vector<std::string> stale(const std::vector<Finding>& findings) const;

 private:
  friend absl::StatusOr<Baseline> parse_baseline(std::string_view text,
                                                 std::string_view file);
  std::vector<std::string> fingerprints_;  // sorted, lower case, no duplicates
};

// `file` is used in messages: "file:3: a fingerprint is 32 hex digits". What a
// merge left unresolved is an error of its own.
absl::StatusOr<Baseline> parse_baseline(std::string_view text,
                                        std::string_view file);

// The file for `findings`. A path that holds the secret is left out.
std::string write_baseline(const std::vector<Finding>& findings);

}  // namespace patrol::filter
