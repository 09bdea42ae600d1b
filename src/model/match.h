// SPDX-License-Identifier: Apache-2.0
//
// A pattern that matched in the bytes of one object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace patrol {

// Half-open range of 0-based byte offsets.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - begin; }
  std::string_view of(std::string_view text) const {
    return text.substr(begin, end - begin);
  }
  friend auto operator<=>(const Span&, const Span&) = default;
};

// What matching did, for --stats.
struct MatchCounters {
  std::uint64_t bytes = 0;          // given to Hyperscan
  std::uint64_t hits = 0;           // of anchors, found or carried over
  std::uint64_t confirmations = 0;  // searches by RE2
  std::uint64_t matches = 0;

  void merge(const MatchCounters& other) {
    bytes += other.bytes;
    hits += other.hits;
    confirmations += other.confirmations;
    matches += other.matches;
  }
};

struct Match {
  std::uint32_t rule = 0;  // index into RuleSet::rules
  Span whole;              // the whole match
  Span secret;             // its group "secret", or the whole match

  friend auto operator<=>(const Match&, const Match&) = default;
};

}  // namespace patrol
