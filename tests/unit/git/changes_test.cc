// SPDX-License-Identifier: Apache-2.0
#include "git/changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "git/objects.h"
#include "support/git_fixture.h"

namespace patrol::git {
namespace {

using test::GitRepository;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

// "path content" of each change, with " <- content" of each version before.
std::vector<std::string> told(const Repository& repository,
                              const std::vector<Change>& changes) {
  auto content = [&](const ObjectId& id) {
    const auto object = repository.read(id);
    return object.ok() ? std::string(object->content()) : "?";
  };
  std::vector<std::string> all;
  for (const Change& change : changes) {
    std::string line = change.path + " " + content(change.blob);
    for (const ObjectId& id : change.before) line += " <- " + content(id);
    all.push_back(line);
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<std::string> changes(const GitRepository& repo,
                                 const ObjectId& commit) {
  const Repository open = repo.open();
  Coverage coverage;
  const auto found = changes_of(open, commit, coverage);
  EXPECT_TRUE(coverage.complete());
  for (const Change& change : found) EXPECT_EQ(change.commit, commit);
  return told(open, found);
}

std::vector<std::string> staged(const GitRepository& repo) {
  const Repository open = repo.open();
  Coverage coverage;
  const auto found = staged_changes(open, coverage);
  EXPECT_TRUE(found.ok()) << found.status();
  EXPECT_TRUE(coverage.complete());
  return told(open, *found);
}

TEST(Changes, ARootCommitBringsInAllOfItsFiles) {
  GitRepository repo;
  repo.write("dir/sub/b", "2");
  const ObjectId root = repo.commit_file("a", "1");
  EXPECT_THAT(changes(repo, root), ElementsAre("a 1", "dir/sub/b 2"));
}

TEST(Changes, AnOrdinaryCommitBringsInWhatItAddsAndAlters) {
  GitRepository repo;
  repo.write("same", "s");
  repo.write("gone", "g");
  repo.commit_file("dir/a", "1");
  std::filesystem::remove(repo.files() / "gone");
  repo.write("dir/new", "n");
  const ObjectId second = repo.commit_file("dir/a", "2");
  EXPECT_THAT(changes(repo, second), ElementsAre("dir/a 2 <- 1", "dir/new n"));
}

TEST(Changes, ARenameIsAFileOfThatName) {
  GitRepository repo;
  repo.commit_file("old", "x");
  repo.git({"mv", "old", "new"});
  EXPECT_THAT(changes(repo, repo.commit("rename")), ElementsAre("new x"));
}

TEST(Changes, ADifferentModeOfTheSameBytesIsNone) {
  GitRepository repo;
  repo.commit_file("tool", "x");
  repo.git({"update-index", "--chmod=+x", "tool"});
  std::filesystem::permissions(repo.files() / "tool",
                               std::filesystem::perms::owner_all);
  const ObjectId commit = repo.commit("chmod");
  EXPECT_EQ(repo.git({"diff", "--name-only", "HEAD~1"}), "tool");
  EXPECT_THAT(changes(repo, commit), ElementsAre());
}

TEST(Changes, AFileThatBecomesAFolderIsNew) {
  GitRepository repo;
  repo.commit_file("x", "file");
  std::filesystem::remove(repo.files() / "x");
  EXPECT_THAT(changes(repo, repo.commit_file("x/y", "below")),
              ElementsAre("x/y below"));
  std::filesystem::remove_all(repo.files() / "x");
  EXPECT_THAT(changes(repo, repo.commit_file("x", "again")),
              ElementsAre("x again"));
}

TEST(Changes, AMergeBringsInOnlyWhatNoParentHas) {
  GitRepository repo;
  repo.commit_file("a", "base");
  repo.git({"checkout", "-q", "-b", "side"});
  repo.commit_file("b", "side");
  repo.git({"checkout", "-q", "main"});
  repo.commit_file("a", "main");
  repo.git({"merge", "-q", "--no-commit", "side"});
  repo.write("evil", "own");
  repo.write("a", "merged");
  const ObjectId merge = repo.commit("merge");
  EXPECT_THAT(changes(repo, merge),
              ElementsAre("a merged <- main <- base", "evil own"));
}

TEST(Changes, AnOctopusAndAnEmptyCommitBringInNothing) {
  GitRepository repo;
  repo.commit_file("a", "base");
  for (const char* name : {"one", "two"}) {
    repo.git({"checkout", "-q", "-b", name, "main"});
    repo.commit_file(name, name);
  }
  repo.git({"checkout", "-q", "main"});
  repo.commit_file("three", "three");
  repo.git({"merge", "-q", "-m", "octopus", "one", "two"});
  EXPECT_THAT(changes(repo, repo.id({"rev-parse", "HEAD"})), ElementsAre());
  EXPECT_THAT(changes(repo, repo.commit("empty")), ElementsAre());
}

TEST(Changes, SubmodulesAreNotOurs) {
  GitRepository repo;
  repo.commit_file("a", "1");
  repo.git({"update-index", "--add", "--cacheinfo",
            "160000," + std::string(40, '1') + ",module"});
  EXPECT_THAT(staged(repo), ElementsAre());
  repo.git({"commit", "-q", "-m", "module"});
  EXPECT_THAT(changes(repo, repo.id({"rev-parse", "HEAD"})), ElementsAre());
}

TEST(Changes, LinksAreFilesThatHoldTheirTarget) {
  GitRepository repo;
  repo.commit_file("a", "1");
  std::filesystem::create_symlink("secret-target", repo.files() / "link");
  EXPECT_THAT(changes(repo, repo.commit("link")),
              ElementsAre("link secret-target"));
}

TEST(Changes, MissingObjectsAreCounted) {
  GitRepository repo;
  repo.commit_file("dir/a", "1");
  const ObjectId commit = repo.commit_file("dir/a", "2");
  const std::string tree = repo.id({"rev-parse", "HEAD:dir"}).hex();
  std::filesystem::remove(repo.path() + "/.git/objects/" + tree.substr(0, 2) +
                          "/" + tree.substr(2));
  const Repository open = repo.open();
  Coverage coverage;
  EXPECT_TRUE(changes_of(open, commit, coverage).empty());
  EXPECT_EQ(coverage.not_read[GapReason::missing_object], 1u);
  ASSERT_EQ(coverage.gaps.size(), 1u);
  EXPECT_EQ(coverage.gaps[0].what, tree);
}

TEST(Staged, IsTheIndexAgainstHead) {
  GitRepository repo;
  repo.write("same", "s");
  repo.commit_file("dir/a", "1");
  repo.write("dir/a", "2");
  repo.write("new", "n");
  repo.git({"add", "-A"});
  repo.write("new", "not staged");
  repo.write("untracked", "u");
  EXPECT_THAT(staged(repo), ElementsAre("dir/a 2 <- 1", "new n"));
}

TEST(Staged, IsAllOfTheIndexBeforeTheFirstCommit) {
  GitRepository repo;
  EXPECT_THAT(staged(repo), ElementsAre());
  repo.write("a", "1");
  repo.git({"add", "a"});
  EXPECT_THAT(staged(repo), ElementsAre("a 1"));
}

std::vector<ObjectId> select(const GitRepository& repo,
                             const CommitSelection& selection) {
  Coverage coverage;
  std::vector<ObjectId> commits;
  for (const SelectedCommit& commit :
       select_commits(repo.open(), selection, coverage)) {
    EXPECT_LT(commit.root, selection.include.size());
    commits.push_back(commit.id);
  }
  EXPECT_TRUE(coverage.complete());
  return commits;
}

TEST(SelectCommits, TakesAncestorsWithoutThoseLeftOut) {
  GitRepository repo;
  const ObjectId first = repo.commit_file("a", "1");
  const ObjectId second = repo.commit_file("a", "2");
  repo.git({"checkout", "-q", "-b", "side", first.hex()});
  const ObjectId side = repo.commit_file("b", "1");
  repo.git({"checkout", "-q", "main"});
  repo.git({"merge", "-q", "-m", "merge", "side"});
  const ObjectId merge = repo.id({"rev-parse", "HEAD"});
  EXPECT_THAT(select(repo, {{merge}, {}, INT64_MIN}),
              UnorderedElementsAre(first, second, side, merge));
  EXPECT_THAT(select(repo, {{merge}, {second}, INT64_MIN}),
              UnorderedElementsAre(side, merge));
  EXPECT_THAT(select(repo, {{second, side}, {first}, INT64_MIN}),
              UnorderedElementsAre(second, side));
  EXPECT_THAT(select(repo, {{first}, {merge}, INT64_MIN}), ElementsAre());
  EXPECT_THAT(select(repo, {}), ElementsAre());
}

TEST(SelectCommits, SinceGoesByTheCommittersClock) {
  GitRepository repo;
  repo.commit_file("a", "1");
  const ObjectId second = repo.commit_file("a", "2");
  EXPECT_THAT(select(repo, {{second}, {}, test::kFirstDate + 60}),
              ElementsAre(second));
  EXPECT_THAT(select(repo, {{second}, {}, test::kFirstDate + 61}),
              ElementsAre());
}

TEST(SelectCommits, WhereTheHistoryIsCutOffIsTold) {
  GitRepository repo;
  for (const char* version : {"1", "2", "3"}) repo.commit_file("a", version);
  const test::Scratch elsewhere;
  repo.git({"clone", "-q", "--depth", "2", "file://" + repo.path(),
            elsewhere / "clone"});
  const auto clone = Repository::open(elsewhere / "clone");
  ASSERT_TRUE(clone.ok());
  Coverage coverage;
  const CommitSelection all{{*clone->head_commit()}, {}, INT64_MIN};
  EXPECT_EQ(select_commits(*clone, all, coverage).size(), 2u);
  EXPECT_EQ(coverage.not_read[GapReason::shallow_history], 1u);
}

}  // namespace
}  // namespace patrol::git
