// SPDX-License-Identifier: Apache-2.0
//
// Numbers, times and short names as all formats write them. Nothing here
// depends on the locale or the time zone of the process.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/report.h"

namespace patrol::report {

// "2024-01-02T03:04:05Z"; "" for 0 (not known) and for years that ISO 8601
// cannot write in four digits (commits may claim any time).
std::string iso_time(std::int64_t seconds_since_1970);

// "1,234,567"
std::string grouped(std::uint64_t number);
// "1 blob", "1,234 blobs"
std::string count_of(std::uint64_t number, std::string_view noun);
// "512 bytes", "1.2 MB": decimal units, as disks and networks have them.
std::string size_of(std::uint64_t bytes);

// The twelve digits that people quote of an object id; "" for no id.
std::string short_id(const ObjectId& id);

// "a, b, c"
std::string joined(const std::vector<std::string>& parts);

// Text of a rule file on one line, printable: each run of white space becomes
// a space.
std::string one_line(std::string_view text);

// "known-example", "canary", "expired": those that are true of the verdict.
std::vector<std::string> labels_of(const Verdict& verdict);

// How many of the findings to be told are of which kind.
struct Tally {
  std::array<std::uint64_t, 4> by_severity{};  // index: Severity
  std::array<std::uint64_t, 3> by_proof{};     // index: Proof
};
Tally tally(const Report& report);

// From the worst to the least, the order in which reports name them.
inline constexpr std::array kSeverities = {Severity::critical, Severity::high,
                                           Severity::medium, Severity::low};

// What git holds it by: "refs/heads/main", "stash@{1}", "HEAD@{3}"; "" = none.
std::string holder_of(const Location& at);

}  // namespace patrol::report
