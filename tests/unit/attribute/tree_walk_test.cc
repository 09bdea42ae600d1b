// SPDX-License-Identifier: Apache-2.0
#include "attribute/tree_walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "git/objects.h"
#include "support/git_fixture.h"

namespace patrol::attribute {
namespace {

using test::GitRepository;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TreeTable table_of(const GitRepository& repo, git::ObjectNumbers& numbers,
                   std::vector<ObjectId> trees) {
  TreeTable table;
  for (const ObjectId& id : trees) {
    const auto tree = repo.open().read(id);
    table.add({.id = id, .type = ObjectType::tree, .content = tree->content()},
              numbers, [](const TreeTable::News&) {});
  }
  table.settle(numbers);
  return table;
}

// Blobs one and two in trees: top/{a=one, sub/{b=two, c=one}}, and other/{d}.
class TreeWalkTest : public ::testing::Test {
 protected:
  TreeWalkTest()
      : one_(repo_.object("blob", "1")),
        two_(repo_.object("blob", "2")),
        sub_(tree("100644 blob " + two_.hex() + "\tb\n100644 blob " +
                  one_.hex() + "\tc\n")),
        top_(tree("100644 blob " + one_.hex() + "\ta\n040000 tree " +
                  sub_.hex() + "\tsub\n")),
        clean_(
            tree("100644 blob " + repo_.object("blob", "3").hex() + "\tx\n")),
        table_(table_of(repo_, numbers_, {top_, sub_, clean_})) {}

  ObjectId tree(const std::string& entries) {
    return repo_.id({"mktree"}, entries);
  }
  TreeWalk walk(const absl::flat_hash_set<ObjectId>& wanted) {
    std::vector<std::uint32_t> list;
    for (const ObjectId& id : wanted) list.push_back(numbers_.number_of(id));
    return {table_, numbers_, list};
  }
  std::uint32_t number(const ObjectId& id) { return numbers_.number_of(id); }
  TreeWalk::OnBlob note() {
    told_.clear();
    return [this](const ObjectId& blob, std::string path) {
      told_.push_back((blob == one_   ? "1 "
                       : blob == two_ ? "2 "
                                      : "? ") +
                      path);
      std::sort(told_.begin(), told_.end());
    };
  }

  GitRepository repo_;
  ObjectId one_, two_, sub_, top_, clean_;
  git::ObjectNumbers numbers_{0, 1};  // none is stored
  TreeTable table_;
  std::vector<std::string> told_;
};

TEST_F(TreeWalkTest, TellsWantedBlobsWithTheirPaths) {
  TreeWalk walk = this->walk({one_});
  walk.descend(number(top_), note());
  EXPECT_THAT(told_, ElementsAre("1 a", "1 sub/c"));
}

TEST_F(TreeWalkTest, APathIsToldOnce) {
  TreeWalk walk = this->walk({one_, two_});
  walk.descend(number(top_), note());
  walk.descend(number(top_), note());
  EXPECT_THAT(told_, IsEmpty());
  walk.descend(number(sub_), note());  // the same tree at another path
  EXPECT_THAT(told_, ElementsAre("1 c", "2 b"));
}

TEST_F(TreeWalkTest, APathOfATreeIsLookedUp) {
  const TreeWalk walk = this->walk({one_, two_});
  EXPECT_TRUE(walk.has(number(top_), "a", number(one_)));
  EXPECT_TRUE(walk.has(number(top_), "sub/b", number(two_)));
  EXPECT_FALSE(walk.has(number(top_), "sub/b", number(one_)));
  EXPECT_FALSE(walk.has(number(top_), "sub", number(one_)));
  EXPECT_FALSE(walk.has(number(top_), "b", number(two_)));
  EXPECT_FALSE(walk.has(number(clean_), "a", number(one_)));
}

TEST_F(TreeWalkTest, TreesThatLeadNowhereTellNothing) {
  TreeWalk walk = this->walk({one_});
  walk.descend(number(clean_), note());
  EXPECT_THAT(told_, IsEmpty());
  walk.descend(number(one_), note());  // no tree at all
  EXPECT_THAT(told_, IsEmpty());
  walk.descend(number(git::parse_id(std::string(40, '1'))), note());
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(TreeWalkTest, TheRestStartsAtTheTopmostTrees) {
  TreeWalk walk = this->walk({one_, two_});
  walk.descend_rest(note());
  EXPECT_THAT(told_, ElementsAre("1 a", "1 sub/c", "2 sub/b"));
  walk.descend_rest(note());
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(TreeWalkTest, AWantedTreeIsToldByItsName) {
  TreeWalk walk = this->walk({sub_});
  walk.descend(number(top_), note());
  EXPECT_THAT(told_, ElementsAre("? sub"));
}

// A malformed tree; the version that is stored against it says it once.
TEST_F(TreeWalkTest, WhatIsSaidTwiceAndLostOnceIsStillThere) {
  const std::string entry =
      std::string("100644 a") + '\0' + std::string(one_.raw());
  const std::string twice = entry + entry;
  const ObjectId base = git::parse_id(std::string(40, '2'));
  const ObjectId version = git::parse_id(std::string(40, '3'));
  const auto on_news = [](const TreeTable::News&) {};
  const CopiedRun copied{0, 0, entry.size()};
  Memo memo;
  table_.add({.id = base, .type = ObjectType::tree, .content = twice, .memo = &memo},
             numbers_, on_news);
  table_.add({.id = version,
              .type = ObjectType::tree,
              .content = entry,
              .base_size = twice.size(),
              .base_memo = &memo,
              .copied = {&copied, 1}},
             numbers_, on_news);
  table_.settle(numbers_);
  TreeWalk walk = this->walk({one_});
  EXPECT_TRUE(walk.has(number(base), "a", number(one_)));
  EXPECT_TRUE(walk.has(number(version), "a", number(one_)));
  walk.descend(number(version), note());
  EXPECT_THAT(told_, ElementsAre("1 a"));
}

TEST_F(TreeWalkTest, NothingWantedIsNothingTold) {
  TreeWalk walk = this->walk({});
  walk.descend(number(top_), note());
  walk.descend_rest(note());
  EXPECT_THAT(told_, IsEmpty());
}

}  // namespace
}  // namespace patrol::attribute
