// SPDX-License-Identifier: Apache-2.0
//
// What the scorer knows of a candidate: a set of small facts, each hashed to a
// number. The training (bench/scorer) gets them from here too, so that the two
// cannot differ; a change of features.cc needs new weights.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "filter/plausibility.h"

namespace patrol::filter {

inline constexpr std::size_t kFeatureBits = 15;

class Features {
 public:
  static constexpr std::size_t kMost = 128;

  // Facts beyond kMost are dropped.
  void add(std::uint32_t kind, std::uint32_t a, std::uint32_t b = 0);
  // Each below 2^kFeatureBits; chance makes two facts share a number.
  // Of this object: not to be taken of one that ends with the statement.
  std::span<const std::uint16_t> ids() const& { return {ids_.data(), size_}; }
  std::span<const std::uint16_t> ids() const&& = delete;

 private:
  std::array<std::uint16_t, kMost> ids_{};
  std::size_t size_ = 0;
};

// Of the value (length, kinds of characters and their order, entropy, likeness
// to language, pairs of
// characters), of the name that it is given to, and of the syntax
// between and around them. No fact depends on more than the candidate. Allocates nothing, but for secrets that are base64 of a pair.
Features features_of(const Candidate& candidate);

}  // namespace patrol::filter
