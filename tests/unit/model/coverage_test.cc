// SPDX-License-Identifier: Apache-2.0
#include "model/coverage.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

std::vector<std::string> texts(const Coverage& coverage) {
  std::vector<std::string> all;
  for (const Gap& gap : coverage.gaps) {
    all.push_back(std::string(to_string(gap.reason)) + " " + gap.what + " " +
                  gap.detail);
  }
  return all;
}

TEST(Coverage, IsCompleteWhenNothingIsMissing) {
  EXPECT_TRUE(Coverage{}.complete());
}

TEST(Coverage, IsCompleteWhenOnlyWhatIsNoGapWasLeftOut) {
  Coverage coverage;
  coverage.add_gap(GapReason::excluded, "vendor/");
  coverage.add_gap(GapReason::symlink, "link");
  coverage.add_gap(GapReason::special_file, "fifo");
  EXPECT_TRUE(coverage.complete());
}

TEST(Coverage, IsIncompleteWithOneGapOfAnyOtherReason) {
  for (const GapReason reason :
       {GapReason::missing_object, GapReason::corrupt_object,
        GapReason::wrong_object_id, GapReason::shallow_history,
        GapReason::unreadable,
        GapReason::unreadable_refs, GapReason::too_large,
        GapReason::interrupted}) {
    Coverage coverage;
    coverage.add_gap(reason, "x");
    EXPECT_FALSE(coverage.complete()) << to_string(reason);
  }
}

TEST(Coverage, CountsAllGapsAndKeepsTheFirstTwentyOfEachReason) {
  Coverage coverage;
  for (int i = 0; i < 50; ++i) {
    coverage.add_gap(GapReason::unreadable, "u" + std::to_string(100 + i));
    coverage.add_gap(GapReason::too_large, "l" + std::to_string(100 + i));
  }
  EXPECT_EQ(coverage.not_read.at(GapReason::unreadable), 50u);
  EXPECT_EQ(coverage.not_read.at(GapReason::too_large), 50u);
  ASSERT_EQ(coverage.gaps.size(), 2 * Coverage::kKeptPerReason);
  EXPECT_EQ(coverage.gaps.front().what, "u100");
  EXPECT_EQ(coverage.gaps[19].what, "u119");
  EXPECT_EQ(coverage.gaps[20].what, "l100");
  EXPECT_EQ(coverage.gaps.back().what, "l119");
}

TEST(Coverage, IsTheSameInWhateverOrderWorkersAreMerged) {
  std::vector<Coverage> workers(3);
  for (int i = 0; i < 90; ++i) {
    workers[static_cast<std::size_t>(i * 7 % 3)].add_gap(
        i % 2 == 0 ? GapReason::unreadable : GapReason::missing_object,
        std::to_string(i * 37 % 90), "detail");
  }
  Coverage forward, backward;
  for (const Coverage& worker : workers) forward.merge(worker);
  std::reverse(workers.begin(), workers.end());
  for (const Coverage& worker : workers) backward.merge(worker);
  EXPECT_EQ(texts(forward), texts(backward));
  EXPECT_EQ(forward.not_read, backward.not_read);
  EXPECT_EQ(forward.gaps.size(), 2 * Coverage::kKeptPerReason);
}

TEST(Coverage, SumsWhatTheWorkersRead) {
  Coverage a, b;
  a.blobs = 1, a.trees = 2, a.commits = 3, a.tags = 4, a.files = 5, a.bytes = 6;
  b = a;
  a.merge(b);
  EXPECT_EQ(a.blobs, 2u);
  EXPECT_EQ(a.trees, 4u);
  EXPECT_EQ(a.commits, 6u);
  EXPECT_EQ(a.tags, 8u);
  EXPECT_EQ(a.files, 10u);
  EXPECT_EQ(a.bytes, 12u);
}

TEST(GapReason, HasAWordForEachReason) {
  EXPECT_EQ(to_string(GapReason::missing_object), "missing-object");
  EXPECT_EQ(to_string(GapReason::corrupt_object), "corrupt-object");
  EXPECT_EQ(to_string(GapReason::wrong_object_id), "wrong-object-id");
  EXPECT_EQ(to_string(GapReason::shallow_history), "shallow-history");
  EXPECT_EQ(to_string(GapReason::unreadable), "unreadable");
  EXPECT_EQ(to_string(GapReason::unreadable_refs), "unreadable-refs");
  EXPECT_EQ(to_string(GapReason::too_large), "too-large");
  EXPECT_EQ(to_string(GapReason::special_file), "special-file");
  EXPECT_EQ(to_string(GapReason::symlink), "symlink");
  EXPECT_EQ(to_string(GapReason::excluded), "excluded");
  EXPECT_EQ(to_string(GapReason::interrupted), "interrupted");
}

}  // namespace
}  // namespace patrol
