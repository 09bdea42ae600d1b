// SPDX-License-Identifier: Apache-2.0
//
// Many sets of numbers, most of which differ little from another one: what they
// have in common is kept once.
//
// A set is a big-endian Patricia trie (Okasaki, Gill: "Fast Mergeable Integer
// Maps", 1998) whose leaves hold 64 numbers. A set of some numbers has one form
// only, and no node is there twice, so equal sets are one node.
#pragma once

#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace patrol::attribute {

class NumberSets {
 public:
  // A node and what is below it. Sets are never changed.
  using Set = std::uint32_t;
  static constexpr Set kEmpty = 0;

  // `set` with or without a number, which is below 2^31. About as many nodes are
  // made as the set has binary digits of its size.
  Set with(Set set, std::uint32_t number);
  Set without(Set set, std::uint32_t number);
  bool has(Set set, std::uint32_t number) const;
  // No more sets are made: gives back what only finds equal ones.
  void freeze() { known_ = {}; }

  // Calls `tell(number)` for each, in ascending order, but for the parts of the
  // set of which `enter(part)` is false.
  template <typename Enter, typename Tell>
  void each(Set set, const Enter& enter, const Tell& tell) const {
    if (set == kEmpty || !enter(set)) return;
    const Node node = nodes_[set];
    if (!node.is_leaf()) {
      each(node.low, enter, tell);
      each(node.high, enter, tell);
      return;
    }
    for (std::uint64_t bits = node.bits(); bits != 0; bits &= bits - 1) {
      tell(node.key() << 6 | static_cast<std::uint32_t>(std::countr_zero(bits)));
    }
  }
  // Those in [first, last).
  template <typename Tell>
  void each_between(Set set, std::uint32_t first, std::uint32_t last,
                    const Tell& tell) const {
    if (first >= last) return;
    const auto enter = [&](Set part) {
      const Node node = nodes_[part];
      return node.least_key() <= (last - 1) >> 6 && node.most_key() >= first >> 6;
    };
    each(set, enter, [&](std::uint32_t number) {
      if (first <= number && number < last) tell(number);
    });
  }

 private:
  static constexpr std::uint32_t kLeaf = std::uint32_t{1} << 31;
  struct Node {
    // A leaf: kLeaf and its key, the upper bits of its numbers. Else the upper
    // bits that all keys share, then a 1 in the place where they part, then 0.
    std::uint32_t prefix;
    std::uint32_t low, high;  // halves of a leaf's numbers, or nodes below

    bool is_leaf() const { return (prefix & kLeaf) != 0; }
    std::uint32_t key() const { return prefix & ~kLeaf; }
    std::uint32_t parting() const { return prefix & (~prefix + 1); }
    std::uint32_t least_key() const {
      return is_leaf() ? key() : prefix - parting();
    }
    std::uint32_t most_key() const {
      return is_leaf() ? key() : prefix + (parting() - 1);
    }
    std::uint64_t bits() const { return std::uint64_t{high} << 32 | low; }
    friend bool operator==(const Node&, const Node&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const Node& node) {
      return H::combine(std::move(h), node.prefix, node.low, node.high);
    }
  };

  Set make(const Node& node);
  Set leaf(std::uint32_t key, std::uint64_t bits);
  Set join(Set a, Set b);

  std::vector<Node> nodes_{1};  // [0] is none: the empty set
  absl::flat_hash_map<Node, Set> known_;
};

}  // namespace patrol::attribute
