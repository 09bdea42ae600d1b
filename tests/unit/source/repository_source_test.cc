// SPDX-License-Identifier: Apache-2.0
//
// tests/property compares the source with git itself; here are the gaps.
#include "source/repository_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/git_fixture.h"
#include "support/visits.h"

namespace patrol::source {
namespace {

using test::GitRepository;
using ::testing::Contains;
using ::testing::ElementsAre;

class BothReaders : public ::testing::TestWithParam<Reader> {
 protected:
  std::vector<test::Visited> read(const GitRepository& repo,
                                  std::uint64_t max_size = UINT64_MAX) {
    git::Repository open = repo.open();
    RepositorySource source(open, {.reader = GetParam(), .max_size = max_size},
                            coverage_);
    return test::visit_all(source, coverage_, 2);
  }
  Coverage coverage_;
};
INSTANTIATE_TEST_SUITE_P(RepositorySource, BothReaders,
                         ::testing::Values(Reader::pack, Reader::libgit2));

TEST_P(BothReaders, AnEmptyRepositoryHasNothing) {
  EXPECT_THAT(read(GitRepository()), ElementsAre());
  EXPECT_TRUE(coverage_.complete());
}

TEST_P(BothReaders, DanglingObjectsAreVisited) {
  const GitRepository repo;
  repo.object("blob", "dangling");
  EXPECT_THAT(test::told(read(repo)), ElementsAre("blob: dangling"));
}

TEST_P(BothReaders, DamagedLooseObjectsAreCountedAndTheRestIsRead) {
  const GitRepository repo;
  repo.object("blob", "fine");
  const std::string hex = repo.object("blob", "damaged").hex();
  const std::string file =
      ".git/objects/" + hex.substr(0, 2) + "/" + hex.substr(2);
  std::filesystem::permissions(repo.path() + "/" + file,
                               std::filesystem::perms::owner_all);
  repo.write(file, "no zlib");
  EXPECT_THAT(test::told(read(repo)), ElementsAre("blob: fine"));
  EXPECT_EQ(coverage_.not_read[GapReason::corrupt_object], 1u);
  EXPECT_EQ(coverage_.gaps[0].what, hex);
}

TEST_P(BothReaders, ObjectsOfAlternatesAreVisited) {
  GitRepository other;
  other.object("blob", "borrowed");
  const GitRepository repo;
  repo.write(".git/objects/info/alternates", other.path() + "/.git/objects\n");
  EXPECT_THAT(test::told(read(repo)), ElementsAre("blob: borrowed"));
}

TEST_P(BothReaders, ADamagedPackIsAGapButNoObstacle) {
  GitRepository repo;
  repo.commit_file("a", std::string(100000, 'a') + "end");
  repo.git({"repack", "-adq"});
  repo.object("blob", "loose");
  for (const auto& entry : std::filesystem::directory_iterator(
           repo.path() + "/.git/objects/pack")) {
    if (entry.path().extension() != ".pack") continue;
    std::filesystem::permissions(entry.path(),
                                 std::filesystem::perms::owner_all);
    std::filesystem::resize_file(entry.path(), 40);
  }
  EXPECT_THAT(test::told(read(repo)), Contains("blob: loose"));
  EXPECT_FALSE(coverage_.complete());
}

TEST(RepositorySource, LargeObjectsAreCounted) {
  GitRepository repo;
  repo.commit_file("a", std::string(1001, 'x'));
  repo.object("blob", std::string(1002, 'y'));
  for (const bool packed : {false, true}) {
    if (packed) repo.git({"repack", "-aq"});
    git::Repository open = repo.open();
    Coverage coverage;
    RepositorySource source(open, {.max_size = 1000}, coverage);
    const auto visited = test::visit_all(source, coverage);
    EXPECT_EQ(visited.size(), 2u) << packed;  // commit and tree
    EXPECT_EQ(coverage.not_read[GapReason::too_large], 2u) << packed;
  }
}

TEST(RepositorySource, StopsWhenItIsToldTo) {
  const GitRepository repo;
  repo.object("blob", "x");
  git::Repository open = repo.open();
  Coverage coverage;
  RepositorySource source(open, {}, coverage);
  const std::atomic<bool> stop{true};
  int visits = 0;
  EXPECT_TRUE(
      source.read([&](const Object&) { ++visits; }, coverage, stop).ok());
  EXPECT_EQ(visits, 0);
}

}  // namespace
}  // namespace patrol::source
