// SPDX-License-Identifier: Apache-2.0
#include "git/object_numbers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace patrol::git {
namespace {

ObjectId id_of(std::uint32_t n) {
  ObjectId id;
  id.size = 20;
  id.bytes[0] = static_cast<std::uint8_t>(n * 37);
  id.bytes[1] = static_cast<std::uint8_t>(n >> 8);
  id.bytes[19] = static_cast<std::uint8_t>(n);
  return id;
}

PackIndex index_of(std::uint32_t begin, std::uint32_t end) {
  std::vector<PackIndex::Entry> entries;
  for (std::uint32_t n = begin; n < end; ++n) entries.push_back({id_of(n), n});
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  return PackIndex::build(entries, std::string(20, 'x'));
}

TEST(ObjectNumbers, EachStoredIdHasANumberOfItsOwn) {
  const PackIndex index = index_of(0, 1000);
  ObjectNumbers numbers(1001, 1);
  numbers.add_pack(index, [](auto) { FAIL() << "no id is there twice"; });
  EXPECT_TRUE(numbers.add_loose(id_of(5000)));
  std::set<std::uint32_t> all;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    EXPECT_EQ(numbers.find(index.id(i)), i) << "its place in the index";
    all.insert(numbers.find(id_of(i)));
  }
  all.insert(numbers.find(id_of(5000)));
  EXPECT_EQ(all.size(), 1001u);
  for (const std::uint32_t number : all) {
    EXPECT_EQ(numbers.find(numbers.id_of(number)), number);
    EXPECT_TRUE(numbers.is_stored(number));
  }
}

TEST(ObjectNumbers, WhatIsThereTwiceKeepsItsFirstNumber) {
  const PackIndex first = index_of(0, 100), second = index_of(50, 150);
  ObjectNumbers numbers(201, 1);
  numbers.add_pack(first, [](auto) { FAIL(); });
  const std::uint32_t number = numbers.find(id_of(70));
  std::size_t duplicates = 0;
  numbers.add_pack(second, [&](std::uint32_t i) {
    ++duplicates;
    EXPECT_NE(first.find(second.id(i)), std::nullopt);
  });
  EXPECT_EQ(duplicates, 50u);
  EXPECT_EQ(numbers.find(id_of(70)), number);
  EXPECT_FALSE(numbers.add_loose(id_of(140)));
  EXPECT_EQ(numbers.id_of(numbers.find(id_of(140))), id_of(140));
}

TEST(ObjectNumbers, WhatIsOnlyNamedGetsANumberAboveAllStored) {
  const PackIndex index = index_of(0, 10);
  ObjectNumbers numbers(10, 1);
  numbers.add_pack(index, [](auto) { FAIL(); });
  EXPECT_EQ(numbers.find(id_of(99)), ObjectNumbers::kNone);
  const std::uint32_t number = numbers.number_of(id_of(99));
  EXPECT_FALSE(numbers.is_stored(number));
  EXPECT_EQ(numbers.number_of(id_of(99)), number);
  EXPECT_EQ(numbers.find(id_of(99)), number);
  EXPECT_EQ(numbers.id_of(number), id_of(99));
  EXPECT_GT(numbers.size(), number);
}

TEST(ObjectNumbers, ManyAtOnceAreTheSame) {
  const PackIndex index = index_of(0, 500);
  ObjectNumbers numbers(500, 1);
  numbers.add_pack(index, [](auto) { FAIL(); });
  std::vector<ObjectId> ids;
  for (std::uint32_t i = 0; i < ObjectNumbers::kBatch; ++i) {
    ids.push_back(id_of(i * 31));  // some are stored, some are not
  }
  std::vector<std::uint32_t> together(ids.size());
  numbers.numbers_of(ids, together);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    EXPECT_EQ(together[i], numbers.number_of(ids[i]));
    EXPECT_EQ(numbers.id_of(together[i]), ids[i]);
  }
}

TEST(ObjectNumbers, TheOrderIsThatOfIds) {
  const PackIndex first = index_of(0, 20), second = index_of(20, 40);
  ObjectNumbers numbers(40, 1);
  numbers.add_pack(first, [](auto) { FAIL(); });
  numbers.add_pack(second, [](auto) { FAIL(); });
  for (std::uint32_t a = 0; a < 40; ++a) {
    for (std::uint32_t b = 0; b < 40; ++b) {
      EXPECT_EQ(numbers.less(a, b), numbers.id_of(a) < numbers.id_of(b));
    }
  }
}

}  // namespace
}  // namespace patrol::git
