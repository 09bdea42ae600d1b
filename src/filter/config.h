// SPDX-License-Identifier: Apache-2.0
//
// The configuration of a repository, `.patrol.toml`:
//
//   [scan]
//   max_size = "10M"                # or bytes; K, M, G are powers of 1024
//   exclude = ["vendor/*"]          # globs over paths
//   disable_rules = ["generic-*"]   # rule ids, `*` stands for any run
//   fail_on = "high"                # low, medium, high, critical, or valid
//
//   [[allowlist]]                   # as often as needed
//   description = "keys of the test servers"   # required: why
//   rules = ["aws-*"]               # rule ids, `*` stands for any run
//   paths = ['^tests/']             # RE2, found anywhere in the path
//   regexes = ['^AKIA0000']         # RE2, found anywhere in the secret
//   stopwords = ["dummy"]           # any case, anywhere in the secret
//   commits = ["3f2c1a9"]           # 7 hex digits or more
//   fingerprints = ["9e10…"]        # 32 hex digits, as reported
//
// All criteria of an entry must hold; of the values of one criterion any will
// do. All keys are optional but `description` and one criterion.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "filter/allowlist.h"

namespace patrol::filter {

// The least that makes a scan fail: a severity, or a proof.
enum class FailOn : std::uint8_t { low, medium, high, critical, valid };

struct ScanConfig {
  std::optional<std::uint64_t> max_size;  // bytes
  std::vector<std::string> exclude;
  std::vector<std::string> disable_rules;
  std::optional<FailOn> fail_on;
};

struct Config {
  ScanConfig scan;
  Allowlist allowlist;
};

// What is wrong with a glob over rule ids, or "".
using CheckId = std::function<std::string(const std::string& glob)>;

// Reads the text of a configuration; `file` is used in messages. The error
// names all that is wrong, one a line: "file:line:column: unknown key 'path'
// in [[allowlist]] (did you mean 'paths'?)". `check_id` is asked of every glob
// over rule ids.
absl::StatusOr<Config> parse_config(std::string_view text,
                                    std::string_view file,
                                    const CheckId& check_id = nullptr);

// "10M", "512k", "1000": bytes; nullopt for anything else, and for 0.
std::optional<std::uint64_t> parse_size(std::string_view text);

}  // namespace patrol::filter
