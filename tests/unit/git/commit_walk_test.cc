// SPDX-License-Identifier: Apache-2.0
#include "git/commit_walk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "git/changes.h"
#include "git/objects.h"
#include "support/git_fixture.h"

namespace patrol::git {
namespace {

using test::GitRepository;

std::set<std::string> selected(const GitRepository& repo,
                               const CommitSelection& selection) {
  Coverage coverage;
  std::set<std::string> commits;
  for (const auto& commit :
       select_commits(repo.open(), selection, coverage)) {
    commits.insert(commit.id.hex());
  }
  EXPECT_TRUE(coverage.complete());
  return commits;
}

std::set<std::string> told_by_git(const GitRepository& repo,
                                  const ObjectId& in, const ObjectId& out) {
  std::istringstream lines(
      repo.git({"rev-list", in.hex(), "^" + out.hex()}));
  std::set<std::string> ids;
  for (std::string line; lines >> line;) ids.insert(line);
  return ids;
}

// A history of merges, by plumbing: commit i has parents i-1 and i-7, if any.
std::vector<ObjectId> make_history(GitRepository& repo, bool clocks_are_wrong) {
  const std::string tree = repo.git({"mktree"});
  std::vector<ObjectId> all;
  for (std::size_t i = 0; i < 60; ++i) {
    const std::size_t minute =
        clocks_are_wrong ? (i * 37) % 60 : i;  // any order, repeatable
    std::string text = "tree " + tree + "\n";
    if (i > 0) text += "parent " + all[i - 1].hex() + "\n";
    if (i >= 7 && i % 3 == 0) text += "parent " + all[i - 7].hex() + "\n";
    const std::string who =
        "A <a@host.example> " +
        std::to_string(test::kFirstDate + 60 * static_cast<long>(minute)) +
        " +0000\n";
    text += "author " + who + "committer " + who + "\n" + std::to_string(i);
    all.push_back(repo.object("commit", text));
  }
  return all;
}

// The ancestors of commit `in` that are none of `out`. With wrong clocks, git
// rev-list itself selects too many.
std::set<std::string> truth(const std::vector<ObjectId>& all, std::size_t in,
                            std::size_t out) {
  auto ancestors = [](std::size_t tip) {
    std::vector<bool> met(tip + 1);
    met[tip] = true;
    for (std::size_t i = tip + 1; i-- > 1;) {
      if (!met[i]) continue;
      met[i - 1] = true;
      if (i >= 7 && i % 3 == 0) met[i - 7] = true;
    }
    return met;
  };
  const std::vector<bool> left = ancestors(out);
  const std::vector<bool> right = ancestors(in);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < right.size(); ++i) {
    if (right[i] && !(i < left.size() && left[i])) ids.insert(all[i].hex());
  }
  return ids;
}

TEST(CommitWalk, SelectsWhatGitSelects) {
  GitRepository repo;
  const auto all = make_history(repo, false);
  for (std::size_t in = 0; in < 60; in += 7) {
    for (std::size_t out = 1; out < 60; out += 9) {
      EXPECT_EQ(selected(repo, {{all[in]}, {all[out]}, INT64_MIN}),
                told_by_git(repo, all[in], all[out]))
          << in << " without " << out;
    }
  }
}

TEST(CommitWalk, WrongClocksMissNothing) {
  GitRepository repo;
  const auto all = make_history(repo, true);
  for (std::size_t in = 0; in < 60; in += 7) {
    for (std::size_t out = 1; out < 60; out += 9) {
      // The history is shorter than the slop, so nothing is too much either.
      EXPECT_EQ(selected(repo, {{all[in]}, {all[out]}, INT64_MIN}),
                truth(all, in, out))
          << in << " without " << out;
    }
  }
}

TEST(CommitWalk, CommitsGoToTheFirstTipThatLeadsToThem) {
  GitRepository repo;
  const auto all = make_history(repo, true);
  Coverage coverage;
  for (const auto& commit : select_commits(
           repo.open(), {{all[20], all[59]}, {all[10]}, INT64_MIN},
           coverage)) {
    const auto place = std::find(all.begin(), all.end(), commit.id);
    EXPECT_EQ(commit.root, place - all.begin() <= 20 ? 0u : 1u);
  }
}

TEST(CommitWalk, TheFirstRefThatReachesIsFound) {
  GitRepository repo;
  const auto all = make_history(repo, true);
  const std::vector<Ref> refs = {{"old", Ref::Kind::ref, all[5]},
                                 {"new", Ref::Kind::ref, all[50]},
                                 {"newest", Ref::Kind::ref, all[59]}};
  const Repository open = repo.open();
  EXPECT_EQ(first_to_reach(open, refs, all[3]), &refs[0]);
  EXPECT_EQ(first_to_reach(open, refs, all[30]), &refs[1]);
  EXPECT_EQ(first_to_reach(open, refs, all[59]), &refs[2]);
  EXPECT_EQ(first_to_reach(open, refs, parse_id(std::string(40, '1'))),
            nullptr);
}

// What packed-refs tells of a tag saves reading it, and changes nothing.
TEST(SelectTags, ArePackedOrNot) {
  GitRepository repo;
  repo.commit_file("a", "1");
  repo.git({"tag", "-a", "-m", "old", "old"});
  const ObjectId head = repo.commit_file("a", "2");
  repo.git({"tag", "-a", "-m", "new", "new"});
  repo.git({"tag", "-a", "-m", "nested", "nested", "new"});
  repo.git({"tag", "light"});
  for (const bool packed : {false, true}) {
    if (packed) repo.git({"pack-refs", "--all"});
    Coverage coverage;
    std::vector<std::string> refs;
    for (const auto& tag : select_tags(repo.open(), {{head, 0}}, coverage)) {
      refs.push_back(tag.ref);
    }
    EXPECT_EQ(refs, (std::vector<std::string>{"refs/tags/nested",
                                              "refs/tags/nested"}))
        << packed;
  }
  // A tag that has moved since refs were packed is read.
  repo.git({"tag", "-f", "-a", "-m", "moved", "old", head.hex()});
  Coverage coverage;
  EXPECT_EQ(select_tags(repo.open(), {{head, 0}}, coverage).size(), 3u);
}

}  // namespace
}  // namespace patrol::git
