// SPDX-License-Identifier: Apache-2.0
#include "ci/range.h"

#include <gmock/gmock.h>

#include "support/git_fixture.h"

namespace patrol::ci {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// main: base; side, checked out: base, slip. origin has both.
class RangeTest : public ::testing::Test {
 protected:
  RangeTest() {
    base_ = repo_.commit_file("a", "1").hex();
    repo_.git({"update-ref", "refs/remotes/origin/main", base_});
    head_ = repo_.commit_file("b", "2").hex();
    repo_.git({"update-ref", "refs/remotes/origin/side", head_});
    event_.system = "CI";
    event_.what = "push";
    event_.head = head_;
  }
  Range find() const { return find_range(event_, repo_.open()); }

  test::GitRepository repo_;
  std::string base_, head_;
  const std::string none_ = std::string(40, 'd');
  Event event_;
};

TEST_F(RangeTest, BetweenTheEndsThatAreTold) {
  event_.base = base_;
  EXPECT_THAT(find().ranges, ElementsAre(base_ + ".." + head_));
  EXPECT_EQ(find().why,
            "CI, push: " + base_.substr(0, 8) + ".." + head_.substr(0, 8));
}

TEST_F(RangeTest, ShortIdsAreMadeWhole) {
  event_.base = base_.substr(0, 12);
  event_.head = head_.substr(0, 12);
  EXPECT_THAT(find().ranges, ElementsAre(base_ + ".." + head_));
}

TEST_F(RangeTest, WithoutABaseTheDefaultBranchIs) {
  event_.default_branch = "main";
  EXPECT_THAT(find().ranges, ElementsAre(base_ + ".." + head_));
  EXPECT_THAT(find().why, HasSubstr("what origin/main lacks"));
  event_.base = none_;
  EXPECT_THAT(find().ranges, ElementsAre(base_ + ".." + head_));
  EXPECT_THAT(find().why, HasSubstr("dddddddd is not here"));
}

TEST_F(RangeTest, TheDefaultBranchIsNotMeasuredAgainstItself) {
  event_.default_branch = event_.branch = "side";
  EXPECT_THAT(find().ranges, ElementsAre(head_));
  EXPECT_THAT(find().why, HasSubstr("its whole history"));
}

TEST_F(RangeTest, TheRemotesHeadTellsTheDefaultBranch) {
  EXPECT_THAT(find().ranges, ElementsAre(head_));
  repo_.git({"symbolic-ref", "refs/remotes/origin/HEAD",
             "refs/remotes/origin/main"});
  EXPECT_THAT(find().ranges, ElementsAre(base_ + ".." + head_));
  event_.branch = "main";
  EXPECT_THAT(find().ranges, ElementsAre(head_));
}

TEST_F(RangeTest, ATargetBranchStandsInForABase) {
  event_.target_branch = "main";
  EXPECT_THAT(find().ranges, ElementsAre(base_ + ".." + head_));
  event_.target_branch = "gone";
  EXPECT_THAT(find().ranges, ElementsAre(head_));
}

TEST_F(RangeTest, AHeadThatIsNotThereIsAbsentAndHeadStandsIn) {
  event_.head = none_;
  event_.default_branch = "side";
  EXPECT_THAT(find().absent, ElementsAre(none_));
  EXPECT_THAT(find().ranges, ElementsAre(head_));
  event_.base = base_;
  EXPECT_THAT(find().ranges, ElementsAre(base_ + ".." + head_));
  event_.head = head_;
  EXPECT_THAT(find().absent, IsEmpty());
}

TEST_F(RangeTest, ATreeIsNoCommit) {
  event_.head = repo_.git({"rev-parse", "HEAD^{tree}"});
  EXPECT_THAT(find().absent, ElementsAre(event_.head));
}

TEST_F(RangeTest, NothingAndEverything) {
  event_.scope = Scope::nothing;
  EXPECT_THAT(find().ranges, ElementsAre("HEAD..HEAD"));
  event_.scope = Scope::whole;
  EXPECT_THAT(find().ranges, IsEmpty());
  EXPECT_THAT(find().why, HasSubstr("the whole history"));
}

}  // namespace
}  // namespace patrol::ci
