// SPDX-License-Identifier: Apache-2.0
#include "attribute/history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "git/object_store.h"
#include "git/objects.h"
#include "support/git_fixture.h"

namespace patrol::attribute {
namespace {

using test::GitRepository;
using test::kFirstDate;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// What the scan does before it asks: notes all commits, trees and tags.
HistoryNotes take_notes(git::ObjectStore& store) {
  HistoryNotes notes;
  git::ObjectNumbers& numbers = store.numbers();
  git::ObjectStore::Walk walk;
  const std::atomic<bool> stop{false};
  const absl::Status status = store.read(
      walk,
      [&](const Object& object) {
        if (object.type == ObjectType::tree) {
          notes.trees.add(object, numbers, [](const TreeTable::News&) {});
        }
        if (object.type == ObjectType::commit) {
          if (auto commit = git::parse_commit(object.content)) {
            HistoryNotes::CommitNote note{.commit = numbers.number_of(object.id),
                                          .tree = numbers.number_of(commit->tree),
                                          .parents = {},
                                          .author_time = commit->author_time,
                                          .committer_time =
                                              commit->committer_time};
            for (const ObjectId& parent : commit->parents) {
              note.parents.push_back(numbers.number_of(parent));
            }
            notes.commits.push_back(std::move(note));
          }
        }
        if (object.type == ObjectType::tag) {
          notes.tags.emplace(
              numbers.number_of(object.id),
              numbers.number_of(git::parse_tag(object.content)->target));
        }
      },
      [](const ObjectId& id, auto, const std::string& why) {
        ADD_FAILURE() << id.hex() << " " << why;
      },
      stop);
  EXPECT_TRUE(status.ok());
  notes.trees.settle(numbers);
  return notes;
}

// The history of a repository as it is now.
class Asked {
 public:
  explicit Asked(const GitRepository& repo)
      : repository_(repo.open()),
        store_(repository_.packs(), [](auto what, auto) { ADD_FAILURE() << what; }),
        history_(repository_, store_.numbers(), take_notes(store_)) {}

  std::vector<Origin> trace(const ObjectId& blob) {
    const Origins origins = history_.trace({blob});
    const auto found = origins.find(blob);
    if (found == origins.end()) return {};
    std::vector<Origin> all = found->second;
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return all;
  }
  Origins trace_all(const absl::flat_hash_set<ObjectId>& blobs) {
    return history_.trace(blobs);
  }
  Origin of(const ObjectId& object) { return history_.origin_of(object); }

 private:
  git::Repository repository_;
  git::ObjectStore store_;
  History history_;
};

ObjectId blob_at(const GitRepository& repo, const std::string& where) {
  return repo.id({"rev-parse", where});
}

// "path commit reach ref head" of each origin, the commit by its subject.
std::vector<std::string> told(const GitRepository& repo,
                              const std::vector<Origin>& origins) {
  std::vector<std::string> all;
  for (const Origin& origin : origins) {
    std::string subject = "-";
    if (!origin.commit.empty()) {
      subject = repo.git({"cat-file", "commit", origin.commit.hex()});
      subject.erase(0, subject.find("\n\n") + 2);
    }
    all.push_back(origin.path + " [" + subject + "] " +
                  std::string(to_string(origin.reach)) + " " + origin.ref +
                  (origin.in_head ? " HEAD" : ""));
  }
  return all;
}

std::vector<std::string> trace(const GitRepository& repo,
                               const ObjectId& blob) {
  return told(repo, Asked(repo).trace(blob));
}

// write() and commit() with a subject.
ObjectId commit(GitRepository& repo, const std::string& subject,
                const std::string& file, const std::string& content) {
  repo.write(file, content);
  return repo.commit(subject);
}

TEST(History, TheCommitThatBroughtABlobInIsNamed) {
  GitRepository repo;
  commit(repo, "first", "other", "x");
  const ObjectId second = commit(repo, "second", "dir/a", "secret");
  commit(repo, "third", "other", "y");
  const auto origins = Asked(repo).trace(blob_at(repo, "HEAD:dir/a"));
  EXPECT_THAT(told(repo, origins),
              ElementsAre("dir/a [second] ref refs/heads/main HEAD"));
  EXPECT_EQ(origins[0].commit, second);
  EXPECT_EQ(origins[0].author_time, kFirstDate + 60);
}

TEST(History, WhatIsGoneFromHeadIsNotInHead) {
  GitRepository repo;
  commit(repo, "first", "a", "secret");
  const ObjectId blob = blob_at(repo, "HEAD:a");
  commit(repo, "second", "a", "clean");
  EXPECT_THAT(trace(repo, blob), ElementsAre("a [first] ref refs/heads/main"));
}

TEST(History, TheSameBlobAtTwoPathsHasTwoOrigins) {
  GitRepository repo;
  commit(repo, "first", "a", "secret");
  commit(repo, "second", "dir/b", "secret");
  std::filesystem::remove(repo.files() / "a");
  repo.commit("third");
  EXPECT_THAT(trace(repo, blob_at(repo, "HEAD:dir/b")),
              ElementsAre("a [first] ref refs/heads/main",
                          "dir/b [second] ref refs/heads/main HEAD"));
}

TEST(History, AMovedFolderIsAnotherPathThoughItsTreeIsTheSame) {
  GitRepository repo;
  commit(repo, "first", "old/sub/a", "secret");
  const std::string tree = repo.git({"rev-parse", "HEAD:old/sub"});
  repo.git({"mv", "old", "new"});
  repo.commit("move");
  ASSERT_EQ(repo.git({"rev-parse", "HEAD:new/sub"}), tree);
  EXPECT_THAT(trace(repo, blob_at(repo, "HEAD:new/sub/a")),
              ElementsAre("new/sub/a [move] ref refs/heads/main HEAD",
                          "old/sub/a [first] ref refs/heads/main"));
}

TEST(History, ABlobThatCameBackIsOfItsFirstCommit) {
  GitRepository repo;
  commit(repo, "first", "a", "secret");
  commit(repo, "clean", "a", "clean");
  commit(repo, "again", "a", "secret");
  EXPECT_THAT(trace(repo, blob_at(repo, "HEAD:a")),
              ElementsAre("a [first] ref refs/heads/main HEAD"));
}

TEST(History, ParentsComeFirstWhateverTheClocksSay) {
  GitRepository repo;
  commit(repo, "parent", "a", "secret");
  repo.set_date(kFirstDate - 1'000'000);
  commit(repo, "child", "b", "x");
  EXPECT_THAT(trace(repo, blob_at(repo, "HEAD:a")),
              ElementsAre("a [parent] ref refs/heads/main HEAD"));
}

TEST(History, ABranchOfItsOwnIsNamed) {
  GitRepository repo;
  commit(repo, "first", "x", "x");
  repo.git({"checkout", "-q", "-b", "side"});
  commit(repo, "on side", "a", "secret");
  const ObjectId blob = blob_at(repo, "HEAD:a");
  repo.git({"checkout", "-q", "main"});
  EXPECT_THAT(trace(repo, blob),
              ElementsAre("a [on side] ref refs/heads/side"));
}

TEST(History, AFileThatOnlyAMergeHasIsTheMerges) {
  GitRepository repo;
  commit(repo, "first", "x", "x");
  repo.git({"checkout", "-q", "-b", "side"});
  commit(repo, "side", "y", "y");
  repo.git({"checkout", "-q", "main"});
  commit(repo, "main", "z", "z");
  repo.git({"merge", "-q", "--no-commit", "side"});
  commit(repo, "merge", "evil", "secret");
  EXPECT_THAT(trace(repo, blob_at(repo, "HEAD:evil")),
              ElementsAre("evil [merge] ref refs/heads/main HEAD"));
}

TEST(History, AStashIsNoBranch) {
  GitRepository repo;
  commit(repo, "first", "a", "clean");
  repo.write("a", "secret");
  repo.git({"stash", "-q"});
  const auto origins = trace(repo, blob_at(repo, "stash:a"));
  ASSERT_EQ(origins.size(), 1u);
  EXPECT_THAT(origins[0], ::testing::EndsWith("stash refs/stash"));
}

TEST(History, AnOlderStashIsInItsReflog) {
  GitRepository repo;
  commit(repo, "first", "a", "clean");
  repo.write("a", "secret");
  repo.git({"stash", "-q"});
  const ObjectId blob = blob_at(repo, "stash:a");
  repo.write("a", "other");
  repo.git({"stash", "-q"});
  const auto origins = trace(repo, blob);
  ASSERT_EQ(origins.size(), 1u);
  EXPECT_THAT(origins[0], ::testing::EndsWith("stash refs/stash"));
}

TEST(History, ANoteIsANote) {
  GitRepository repo;
  commit(repo, "first", "a", "x");
  repo.git({"notes", "add", "-m", "secret"});
  const auto origins = Asked(repo).trace(repo.object("blob", "secret\n"));
  ASSERT_EQ(origins.size(), 1u);
  EXPECT_EQ(origins[0].reach, Reach::note);
  EXPECT_EQ(origins[0].ref, "refs/notes/commits");
}

TEST(History, AfterAResetOnlyTheReflogRemembers) {
  GitRepository repo;
  commit(repo, "first", "a", "x");
  const ObjectId gone = commit(repo, "gone", "a", "secret");
  const ObjectId blob = blob_at(repo, "HEAD:a");
  repo.git({"reset", "-q", "--hard", "HEAD~1"});
  EXPECT_THAT(trace(repo, blob),
              ElementsAre("a [gone] reflog refs/heads/main"));
  EXPECT_EQ(Asked(repo).of(gone).reach, Reach::reflog);
}

TEST(History, WithoutAReflogItDangles) {
  GitRepository repo;
  commit(repo, "first", "a", "x");
  commit(repo, "gone", "dir/a", "secret");
  const ObjectId blob = blob_at(repo, "HEAD:dir/a");
  repo.git({"reset", "-q", "--hard", "HEAD~1"});
  repo.git({"reflog", "expire", "--expire=all", "--all"});
  EXPECT_THAT(trace(repo, blob), ElementsAre("dir/a [gone] dangling "));
}

TEST(History, ADanglingTreeStillTellsThePath) {
  const GitRepository repo;
  const ObjectId blob = repo.object("blob", "secret");
  const ObjectId inner =
      repo.id({"mktree"}, "100644 blob " + blob.hex() + "\ta\n");
  repo.git({"mktree"}, "040000 tree " + inner.hex() + "\tdir\n");
  EXPECT_THAT(trace(repo, blob), ElementsAre("dir/a [-] dangling "));
}

TEST(History, ADanglingBlobHasNoOrigin) {
  const GitRepository repo;
  EXPECT_THAT(trace(repo, repo.object("blob", "secret")), IsEmpty());
}

TEST(History, AStagedBlobIsInTheIndex) {
  GitRepository repo;
  commit(repo, "first", "x", "x");
  repo.write("dir/a", "secret");
  repo.git({"add", "dir/a"});
  EXPECT_THAT(trace(repo, repo.object("blob", "secret")),
              ElementsAre("dir/a [-] index "));
}

TEST(History, ATaggedBlobHasNoPath) {
  const GitRepository repo;
  const ObjectId blob = repo.object("blob", "secret");
  repo.git({"tag", "light", blob.hex()});
  EXPECT_THAT(trace(repo, blob), ElementsAre(" [-] ref refs/tags/light"));
}

TEST(History, ATaggedTreeTellsThePaths) {
  const GitRepository repo;
  const ObjectId blob = repo.object("blob", "secret");
  const ObjectId tree =
      repo.id({"mktree"}, "100644 blob " + blob.hex() + "\ta\n");
  repo.git({"tag", "-a", "-m", "x", "annotated", tree.hex()});
  EXPECT_THAT(trace(repo, blob), ElementsAre("a [-] ref refs/tags/annotated"));
}

TEST(History, TagsOfTagsAreFollowed) {
  GitRepository repo;
  commit(repo, "first", "x", "x");
  repo.git({"checkout", "-q", "--detach"});
  const ObjectId tagged = commit(repo, "tagged", "a", "secret");
  repo.git({"tag", "-a", "-m", "x", "inner"});
  repo.git({"tag", "-a", "-m", "x", "outer", "inner"});
  const ObjectId inner = blob_at(repo, "inner");
  repo.git({"tag", "-d", "inner"});
  repo.git({"checkout", "-q", "main"});
  Asked asked(repo);
  EXPECT_EQ(asked.of(tagged).ref, "refs/tags/outer");
  EXPECT_EQ(asked.of(tagged).commit, tagged);
  EXPECT_EQ(asked.of(inner).ref, "refs/tags/outer");
  EXPECT_TRUE(asked.of(inner).commit.empty());
}

TEST(History, HeadsBranchIsNamedBeforeOthers) {
  GitRepository repo;
  const ObjectId first = commit(repo, "first", "a", "x");
  repo.git({"branch", "another"});
  repo.git({"tag", "v1"});
  EXPECT_EQ(Asked(repo).of(first).ref, "refs/heads/main");
  repo.git({"checkout", "-q", "another"});
  EXPECT_EQ(Asked(repo).of(first).ref, "refs/heads/another");
}

TEST(History, TheNumberOfPathsIsBounded) {
  GitRepository repo;
  for (int i = 0; i < 120; ++i) {
    repo.write("copy" + std::to_string(i), "secret");
  }
  repo.commit("copies");
  EXPECT_EQ(Asked(repo).trace(blob_at(repo, "HEAD:copy0")).size(),
            History::kMaxPaths);
}

TEST(History, AMissingParentIsWhereTheHistoryBegins) {
  GitRepository repo;
  const ObjectId first = commit(repo, "first", "a", "secret");
  commit(repo, "second", "b", "x");
  const std::string hex = first.hex();
  std::filesystem::remove(repo.path() + "/.git/objects/" + hex.substr(0, 2) +
                          "/" + hex.substr(2));
  EXPECT_THAT(trace(repo, blob_at(repo, "HEAD:a")),
              ElementsAre("a [second] ref refs/heads/main HEAD"));
}

// The first commit that has each "path blob", as git itself tells it.
std::map<std::string, std::string> first_commits(const GitRepository& repo) {
  std::map<std::string, std::string> first;
  std::istringstream commits(repo.git({"rev-list", "--reverse", "HEAD"}));
  for (std::string commit; std::getline(commits, commit);) {
    std::istringstream entries(repo.git({"ls-tree", "-r", commit}));
    for (std::string entry; std::getline(entries, entry);) {
      const std::size_t tab = entry.find('\t');
      first.emplace(entry.substr(tab + 1) + " " + entry.substr(tab - 40, 40),
                    commit);
    }
  }
  return first;
}

TEST(History, AgreesWithGitForEveryBlobAndPath) {
  GitRepository repo;
  for (int i = 0; i < 30; ++i) {
    const std::string n = std::to_string(i % 7), m = std::to_string(i % 3);
    repo.write("d" + m + "/f" + n, "content " + std::to_string(i * i % 11));
    if (i % 10 == 9) repo.git({"mv", "d0", "moved" + std::to_string(i)});
    repo.commit("commit " + std::to_string(i));
  }
  const auto expected = first_commits(repo);
  absl::flat_hash_set<ObjectId> blobs;
  for (const auto& [place, commit] : expected) {
    blobs.insert(git::parse_id(place.substr(place.size() - 40)));
  }
  std::map<std::string, std::string> found;
  for (const auto& [blob, origins] : Asked(repo).trace_all(blobs)) {
    for (const Origin& origin : origins) {
      found.emplace(origin.path + " " + blob.hex(), origin.commit.hex());
    }
  }
  EXPECT_EQ(found, expected);
  EXPECT_GT(found.size(), 30u);
}

}  // namespace
}  // namespace patrol::attribute
