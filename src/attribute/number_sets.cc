// SPDX-License-Identifier: Apache-2.0
#include "attribute/number_sets.h"

namespace patrol::attribute {
namespace {

std::uint64_t bit_of(std::uint32_t number) {
  return std::uint64_t{1} << (number & 63);
}

}  // namespace

NumberSets::Set NumberSets::make(const Node& node) {
  const auto [found, is_new] =
      known_.try_emplace(node, static_cast<Set>(nodes_.size()));
  if (is_new) nodes_.push_back(node);
  return found->second;
}

NumberSets::Set NumberSets::leaf(std::uint32_t key, std::uint64_t bits) {
  if (bits == 0) return kEmpty;
  return make({key | kLeaf, static_cast<std::uint32_t>(bits),
               static_cast<std::uint32_t>(bits >> 32)});
}

// Of two sets neither of which has keys between those of the other.
NumberSets::Set NumberSets::join(Set a, Set b) {
  std::uint32_t key_a = nodes_[a].least_key(), key_b = nodes_[b].least_key();
  if (key_a > key_b) {
    std::swap(a, b);
    std::swap(key_a, key_b);
  }
  const std::uint32_t parting = std::bit_floor(key_a ^ key_b);
  return make({key_b & ~(parting - 1), a, b});
}

NumberSets::Set NumberSets::with(Set set, std::uint32_t number) {
  const std::uint32_t key = number >> 6;
  if (set == kEmpty) return leaf(key, bit_of(number));
  const Node node = nodes_[set];
  if (key < node.least_key() || key > node.most_key()) {
    return join(set, leaf(key, bit_of(number)));
  }
  if (node.is_leaf()) return leaf(key, node.bits() | bit_of(number));
  return key < node.prefix
             ? make({node.prefix, with(node.low, number), node.high})
             : make({node.prefix, node.low, with(node.high, number)});
}

NumberSets::Set NumberSets::without(Set set, std::uint32_t number) {
  if (!has(set, number)) return set;
  const Node node = nodes_[set];
  if (node.is_leaf()) return leaf(node.key(), node.bits() & ~bit_of(number));
  const bool is_low = number >> 6 < node.prefix;
  const Set rest = without(is_low ? node.low : node.high, number);
  if (rest == kEmpty) return is_low ? node.high : node.low;
  return is_low ? make({node.prefix, rest, node.high})
                : make({node.prefix, node.low, rest});
}

bool NumberSets::has(Set set, std::uint32_t number) const {
  const std::uint32_t key = number >> 6;
  while (set != kEmpty) {
    const Node& node = nodes_[set];
    if (node.is_leaf()) {
      return node.key() == key && (node.bits() & bit_of(number)) != 0;
    }
    set = key < node.prefix ? node.low : node.high;
  }
  return false;
}

}  // namespace patrol::attribute
