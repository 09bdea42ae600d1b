// SPDX-License-Identifier: Apache-2.0
#include "source/change_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "git/objects.h"
#include "support/git_fixture.h"
#include "support/visits.h"

namespace patrol::source {
namespace {

using test::GitRepository;
using ::testing::ElementsAre;
using ::testing::StartsWith;

TEST(ChangeSource, VisitsEachBlobOnceAndItsOtherPathsByName) {
  const GitRepository repo;
  const ObjectId one = repo.object("blob", "1"), two = repo.object("blob", "2");
  git::Repository open = repo.open();
  ChangeSource source(open,
                      {{one, "b", {}, {}},
                       {two, "c", {}, {}},
                       {one, "a", {}, {}},
                       {one, "a", {}, {}}},  // in another commit
                      {});
  Coverage coverage;
  EXPECT_THAT(test::told(test::visit_all(source, coverage)),
              ElementsAre("blob a: 1", "blob b (name)", "blob c: 2"));
  EXPECT_TRUE(coverage.complete());
  EXPECT_EQ(source.changes().size(), 4u);
}

TEST(ChangeSource, VisitsTheCommitsForTheirMessages) {
  GitRepository repo;
  const ObjectId commit = repo.commit("subject");
  git::Repository open = repo.open();
  ChangeSource source(open, {}, {commit});
  Coverage coverage;
  const auto visited = test::visit_all(source, coverage);
  ASSERT_EQ(visited.size(), 1u);
  EXPECT_EQ(visited[0].id, commit);
  EXPECT_EQ(visited[0].type, ObjectType::commit);
  EXPECT_THAT(visited[0].content, ::testing::HasSubstr("\n\nsubject\n"));
}

TEST(ChangeSource, MissingBlobsAreCounted) {
  const GitRepository repo;
  git::Repository open = repo.open();
  const ObjectId none = git::parse_id(std::string(40, '1'));
  ChangeSource source(open, {{none, "a", {}, {}}}, {});
  Coverage coverage;
  EXPECT_TRUE(test::visit_all(source, coverage).empty());
  EXPECT_EQ(coverage.not_read[GapReason::missing_object], 1u);
}

TEST(ChangeSource, ContentIsThatOfTheObject) {
  const GitRepository repo;
  Location at;
  at.object = repo.object("blob", "bytes");
  git::Repository open = repo.open();
  ChangeSource source(open, {}, {});
  EXPECT_EQ(*source.content(at), "bytes");
  at.object = git::parse_id(std::string(40, '1'));
  EXPECT_FALSE(source.content(at).ok());
}

}  // namespace
}  // namespace patrol::source
