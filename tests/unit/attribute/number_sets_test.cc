// SPDX-License-Identifier: Apache-2.0
#include "attribute/number_sets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <vector>

namespace patrol::attribute {
namespace {

using ::testing::ElementsAreArray;

std::vector<std::uint32_t> all(const NumberSets& sets, NumberSets::Set set) {
  std::vector<std::uint32_t> numbers;
  sets.each(set, [](auto) { return true; },
            [&](std::uint32_t number) { numbers.push_back(number); });
  return numbers;
}

TEST(NumberSetsTest, HoldWhatASetHolds) {
  std::mt19937 random(1);
  for (const std::uint32_t most : {90u, 5'000u, (1u << 31) - 1}) {
    NumberSets sets;
    std::set<std::uint32_t> expected;
    NumberSets::Set set = NumberSets::kEmpty;
    std::uniform_int_distribution<std::uint32_t> any(0, most);
    for (int i = 0; i < 3'000; ++i) {
      const std::uint32_t number = any(random);
      set = i % 3 != 0 ? sets.with(set, number) : sets.without(set, number);
      i % 3 != 0 ? (void)expected.insert(number) : (void)expected.erase(number);
      ASSERT_EQ(sets.has(set, number), expected.count(number) == 1);
    }
    ASSERT_THAT(all(sets, set), ElementsAreArray(expected));
    std::vector<std::uint32_t> some;
    const std::uint32_t first = any(random), last = std::max(first, any(random));
    sets.each_between(set, first, last, [&](auto n) { some.push_back(n); });
    ASSERT_THAT(some, ElementsAreArray(expected.lower_bound(first),
                                       expected.lower_bound(last)));
    while (!expected.empty()) {
      set = sets.without(set, *expected.begin());
      expected.erase(expected.begin());
    }
    EXPECT_EQ(set, NumberSets::kEmpty);
  }
}

TEST(NumberSetsTest, EqualSetsAreOne) {
  NumberSets sets;
  NumberSets::Set up = NumberSets::kEmpty, down = NumberSets::kEmpty;
  for (std::uint32_t i = 0; i < 1'000; ++i) {
    up = sets.with(up, i * 7);
    down = sets.with(down, (999 - i) * 7);
  }
  EXPECT_EQ(up, down);
  EXPECT_EQ(sets.without(sets.with(up, 5), 5), up);
}

TEST(NumberSetsTest, WhatWasEnteredBeforeCanBeLeftOut) {
  NumberSets sets;
  NumberSets::Set old = NumberSets::kEmpty;
  for (std::uint32_t i = 0; i < 100'000; ++i) old = sets.with(old, i);
  const NumberSets::Set young = sets.with(sets.without(old, 77'000), 300'000);
  std::set<NumberSets::Set> seen;
  std::size_t told = 0;
  const auto is_new = [&](auto part) { return seen.insert(part).second; };
  sets.each(old, is_new, [&](auto) { ++told; });
  EXPECT_EQ(told, 100'000u);
  told = 0;
  sets.each(young, is_new, [&](auto) { ++told; });
  EXPECT_EQ(told, 64u);  // the leaf that lacks one, and the new one
}

}  // namespace
}  // namespace patrol::attribute
