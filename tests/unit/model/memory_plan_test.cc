// SPDX-License-Identifier: Apache-2.0
#include "model/memory_plan.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;

TEST(MemoryPlan, TakesListsOffWhatContentsGet) {
  const MemoryPlan plan = MemoryPlan::of(512 * kMiB, 2).beside(112 * kMiB);
  EXPECT_EQ(plan.whole, MemoryPlan::of(400 * kMiB, 2).whole);
  EXPECT_EQ(plan.path, MemoryPlan::of(400 * kMiB, 2).path);
  EXPECT_EQ(plan.all, 512 * kMiB);
}

TEST(MemoryPlan, LeavesContentsHalf) {
  const MemoryPlan half = MemoryPlan::of(64 * kMiB, 2);
  for (std::uint64_t lists : {100 * kMiB, 200 * kMiB}) {
    EXPECT_EQ(MemoryPlan::of(128 * kMiB, 2).beside(lists).whole, half.whole);
  }
}

TEST(MemoryPlan, WithoutABoundStaysWithout) {
  EXPECT_EQ(MemoryPlan{}.beside(kMiB).whole, UINT64_MAX);
}

}  // namespace
}  // namespace patrol
