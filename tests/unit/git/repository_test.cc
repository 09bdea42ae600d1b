// SPDX-License-Identifier: Apache-2.0
#include "git/repository.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "git/objects.h"
#include "support/git_fixture.h"

namespace patrol::git {
namespace {

using test::GitRepository;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

void no_errors(const std::string& what, const std::string& why) {
  ADD_FAILURE() << what << ": " << why;
}

TEST(Repository, IsFoundFromAnyFolderInIt) {
  GitRepository repo;
  repo.commit_file("deep/er/file", "x");
  for (const std::string& path :
       {repo.path(), repo.path() + "/deep/er", repo.path() + "/.git"}) {
    const auto opened = Repository::open(path);
    ASSERT_TRUE(opened.ok()) << opened.status();
    EXPECT_EQ(opened->git_dir(), repo.path() + "/.git/");
    EXPECT_EQ(opened->work_dir(), repo.path() + "/");
    EXPECT_EQ(opened->object_folders().front(), repo.path() + "/.git/objects/");
  }
}

TEST(Repository, NoneIsNotFoundAndSaysWhatElseToDo) {
  const test::Scratch scratch;
  const auto opened = Repository::open(scratch.path().string());
  EXPECT_TRUE(absl::IsNotFound(opened.status()));
  EXPECT_THAT(std::string(opened.status().message()), HasSubstr("patrol dir"));
}

TEST(Repository, OfAnUnknownKindOfObjectsSaysWhich) {
  GitRepository repo;
  repo.git({"config", "core.repositoryformatversion", "1"});
  repo.git({"config", "extensions.objectformat", "blake3"});
  const auto opened = Repository::open(repo.path());
  EXPECT_TRUE(absl::IsUnimplemented(opened.status())) << opened.status();
  EXPECT_THAT(std::string(opened.status().message()), HasSubstr("blake3"));
}

TEST(Repository, HarmlessExtensionsNeedNoGit) {
  GitRepository repo;
  const ObjectId commit = repo.commit_file("a", "x");
  repo.git({"config", "core.repositoryformatversion", "1"});
  repo.git({"config", "extensions.partialClone", "origin"});
  repo.git({"config", "extensions.preciousObjects", "true"});
  const Repository open = repo.open();
  EXPECT_EQ(*open.head_commit(), commit);
  EXPECT_EQ(*open.resolve_commit("main"), commit);
  ASSERT_TRUE(open.index().ok());
  EXPECT_EQ(open.index()->size(), 1u);
  EXPECT_TRUE(open.read_by_libgit2(commit).ok());
}

// Neither libgit2 nor git opens it, but objects and refs in files are there.
TEST(Repository, OfAnUnknownExtensionIsReadAsFarAsItGoes) {
  GitRepository repo;
  const ObjectId commit = repo.commit_file("a", "x");
  repo.git({"config", "core.repositoryformatversion", "1"});
  repo.git({"config", "extensions.fromTheFuture", "true"});
  const Repository open = repo.open();
  EXPECT_EQ(*open.head_commit(), commit);
  EXPECT_EQ(open.head_ref(), "refs/heads/main");
  EXPECT_EQ(*open.resolve_commit(commit.hex()), commit);
  EXPECT_EQ(open.read(open.blob_at(commit, "a"))->content(), "x");
  EXPECT_EQ(open.work_dir(), repo.path() + "/");
  EXPECT_TRUE(absl::IsDataLoss(open.index().status()));
  EXPECT_TRUE(absl::IsNotFound(open.resolve_commit("main").status()));
  EXPECT_TRUE(absl::IsUnimplemented(open.read_by_libgit2(commit).status()));
}

TEST(Repository, CredentialsNeverShow) {
  GitRepository repo;
  repo.git({"remote", "add", "origin", "https://ann:pass@host.example/x.git"});
  EXPECT_EQ(repo.open().origin_url(), "https://host.example/x.git");
  repo.git({"remote", "set-url", "origin", "git@host.example:a/b.git"});
  EXPECT_EQ(repo.open().origin_url(), "git@host.example:a/b.git");
  repo.git({"remote", "set-url", "origin", "https://host.example/a@b"});
  EXPECT_EQ(repo.open().origin_url(), "https://host.example/a@b");
  const auto none = Repository::open("https://ann:pass@host.example/x.git");
  EXPECT_THAT(std::string(none.status().message()),
              ::testing::Not(HasSubstr("pass")));
}

TEST(Repository, KnowsItsHead) {
  GitRepository repo;
  EXPECT_TRUE(repo.open().head_commit()->empty());  // unborn
  EXPECT_EQ(repo.open().head_ref(), "refs/heads/main");
  const ObjectId first = repo.commit_file("a", "1");
  EXPECT_EQ(*repo.open().head_commit(), first);
  repo.git({"checkout", "-q", "--detach"});
  EXPECT_EQ(*repo.open().head_commit(), first);
  EXPECT_EQ(repo.open().head_ref(), "");
}

TEST(Repository, ReadsObjectsOfAllTypes) {
  GitRepository repo;
  const ObjectId commit = repo.commit_file("a", std::string("x\0y", 3));
  repo.git({"tag", "-a", "-m", "release", "v1"});
  const Repository open = repo.open();
  const auto blob = open.read(repo.id({"rev-parse", "HEAD:a"}));
  ASSERT_TRUE(blob.ok()) << blob.status();
  EXPECT_EQ(blob->type(), ObjectType::blob);
  EXPECT_EQ(blob->content(), std::string_view("x\0y", 3));
  EXPECT_EQ(open.read(commit)->type(), ObjectType::commit);
  EXPECT_EQ(open.read(repo.id({"rev-parse", "HEAD^{tree}"}))->type(),
            ObjectType::tree);
  EXPECT_EQ(open.read(repo.id({"rev-parse", "v1"}))->type(), ObjectType::tag);
}

TEST(Repository, WhatIsNotThereIsNotFoundAndDamageIsDataLoss) {
  GitRepository repo;
  const ObjectId id = repo.object("blob", "text");
  const ObjectId none = parse_id(std::string(40, '1'));
  EXPECT_TRUE(absl::IsNotFound(repo.open().read(none).status()));
  EXPECT_TRUE(absl::IsNotFound(repo.open().read(ObjectId{}).status()));
  EXPECT_EQ(repo.open().read(id)->content(), "text");
  const std::string file =
      ".git/objects/" + id.hex().substr(0, 2) + "/" + id.hex().substr(2);
  std::filesystem::permissions(repo.path() + "/" + file,
                               std::filesystem::perms::owner_all);
  repo.write(file, "this is no zlib stream");
  const auto damaged = repo.open().read(id);
  EXPECT_TRUE(absl::IsDataLoss(damaged.status())) << damaged.status();
}

TEST(Repository, ListsEveryObjectOnce) {
  GitRepository repo;
  repo.commit_file("a", "1");
  repo.git({"repack", "-adq"});
  repo.commit_file("b", "2");
  repo.object("blob", "dangling");
  repo.git({"repack", "-q"});  // now in two packs, and loose besides
  std::vector<ObjectId> ids = repo.open().all_objects(
      [](auto what, auto why) { FAIL() << what << ": " << why; });
  std::sort(ids.begin(), ids.end());
  std::string all;
  for (const ObjectId& id : ids) all += id.hex() + "\n";
  EXPECT_EQ(all, repo.git({"cat-file", "--batch-all-objects",
                           "--batch-check=%(objectname)"}) +
                     "\n");
}

std::vector<std::string> ref_names(const Repository& repository,
                                   Ref::Kind kind) {
  std::vector<std::string> names;
  for (const Ref& ref : repository.refs(no_errors)) {
    if (ref.kind == kind) names.push_back(ref.name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

TEST(Repository, ListsRefsOfAllKinds) {
  GitRepository repo;
  repo.commit_file("a", "1");
  repo.git({"tag", "-a", "-m", "release", "v1"});
  repo.git({"notes", "add", "-m", "a note"});
  repo.write("a", "2");
  repo.git({"stash", "-q"});
  repo.git({"update-ref", "refs/pull/1/head", "HEAD"});
  const Repository open = repo.open();
  EXPECT_THAT(ref_names(open, Ref::Kind::head), UnorderedElementsAre("HEAD"));
  EXPECT_THAT(ref_names(open, Ref::Kind::ref),
              UnorderedElementsAre("refs/heads/main", "refs/tags/v1",
                                   "refs/pull/1/head"));
  EXPECT_THAT(ref_names(open, Ref::Kind::stash),
              UnorderedElementsAre("refs/stash"));
  EXPECT_THAT(ref_names(open, Ref::Kind::note),
              UnorderedElementsAre("refs/notes/commits"));
  EXPECT_THAT(
      ref_names(open, Ref::Kind::reflog),
      UnorderedElementsAre("HEAD", "refs/heads/main", "refs/notes/commits"));
}

TEST(Repository, TheReflogRemembersWhatNoRefNames) {
  GitRepository repo;
  const ObjectId first = repo.commit_file("a", "1");
  const ObjectId gone = repo.commit_file("a", "2");
  repo.git({"reset", "-q", "--hard", first.hex()});
  const std::vector<Ref> refs = repo.open().refs(no_errors);
  EXPECT_TRUE(std::any_of(refs.begin(), refs.end(), [&](const Ref& ref) {
    return ref.kind == Ref::Kind::reflog && ref.target == gone;
  }));
}

TEST(Repository, TellsRefsThatCannotBeRead) {
  GitRepository repo;
  repo.commit_file("a", "1");
  repo.git({"pack-refs", "--all"});
  repo.write(".git/packed-refs", "no refs\n");
  repo.write(".git/refs/heads/broken", "no id\n");
  const Repository open = repo.open();
  for (int again = 0; again < 2; ++again) {  // libgit2 tells it only once
    std::vector<std::string> told;
    open.refs([&](const std::string& what, const std::string&) {
      told.push_back(what);
    });
    EXPECT_THAT(told, testing::IsSupersetOf(
                          {"HEAD", "packed-refs", "refs/heads/broken"}));
    EXPECT_TRUE(absl::IsDataLoss(open.head_commit().status()));
  }
}

TEST(Repository, KnowsTheRefOfANameAndTheBlobAtAPath) {
  GitRepository repo;
  const ObjectId first = repo.commit_file("dir/a", "1");
  const Repository open = repo.open();
  EXPECT_EQ(open.ref_of("HEAD"), "refs/heads/main");
  EXPECT_EQ(open.ref_of("main"), "refs/heads/main");
  EXPECT_EQ(open.ref_of(first.hex()), "");
  EXPECT_EQ(open.blob_at(first, "dir/a"), repo.id({"rev-parse", "HEAD:dir/a"}));
  EXPECT_TRUE(open.blob_at(first, "dir/b").empty());
}

TEST(Repository, HeadsOfOtherWorktreesAreRoots) {
  GitRepository repo;
  repo.commit_file("a", "1");
  const test::Scratch elsewhere;
  repo.git({"worktree", "add", "-q", "--detach", elsewhere / "tree"});
  EXPECT_THAT(ref_names(repo.open(), Ref::Kind::ref),
              UnorderedElementsAre("refs/heads/main", "worktree tree"));
}

TEST(Repository, ResolvesRevisionsToCommits) {
  GitRepository repo;
  const ObjectId first = repo.commit_file("a", "1");
  const ObjectId second = repo.commit_file("a", "2");
  repo.git({"tag", "-a", "-m", "release", "v1", first.hex()});
  const Repository open = repo.open();
  EXPECT_EQ(*open.resolve_commit("main"), second);
  EXPECT_EQ(*open.resolve_commit("HEAD~1"), first);
  EXPECT_EQ(*open.resolve_commit("v1"), first);
  EXPECT_EQ(*open.resolve_commit(second.hex()), second);
  EXPECT_TRUE(absl::IsNotFound(open.resolve_commit("none").status()));
  EXPECT_TRUE(
      absl::IsInvalidArgument(open.resolve_commit("HEAD^{tree}").status()));
}

TEST(Repository, ListsTheIndexWithItsConflicts) {
  GitRepository repo;
  repo.commit_file("a", "base\n");
  repo.git({"checkout", "-q", "-b", "side"});
  repo.commit_file("a", "side\n");
  repo.git({"checkout", "-q", "main"});
  repo.commit_file("a", "main\n");
  EXPECT_THROW(repo.git({"merge", "-q", "side"}), std::runtime_error);
  const auto index = repo.open().index();
  ASSERT_TRUE(index.ok()) << index.status();
  EXPECT_EQ(index->size(), 3u);  // base, ours, theirs
  for (const IndexEntry& entry : *index) {
    EXPECT_EQ(entry.path, "a");
    EXPECT_EQ(entry.mode, 0100644u);
  }
}

TEST(Repository, KnowsWhatIsIgnored) {
  GitRepository repo;
  repo.write(".gitignore", "*.env\n");
  EXPECT_TRUE(repo.open().is_ignored("x/.env"));
  EXPECT_FALSE(repo.open().is_ignored("x/env"));
}

TEST(Repository, KnowsThatItIsShallow) {
  GitRepository repo;
  repo.commit_file("a", "1");
  repo.commit_file("a", "2");
  EXPECT_FALSE(repo.open().is_shallow());
  const test::Scratch elsewhere;
  repo.git({"clone", "-q", "--depth", "1", "file://" + repo.path(),
            elsewhere / "clone"});
  const auto clone = Repository::open(elsewhere / "clone");
  ASSERT_TRUE(clone.ok()) << clone.status();
  EXPECT_TRUE(clone->is_shallow());
  EXPECT_FALSE(clone->is_partial());
}

TEST(Repository, ABareOneHasNoWorkDir) {
  const GitRepository repo(GitRepository::Kind::bare);
  EXPECT_EQ(repo.open().work_dir(), "");
  EXPECT_EQ(repo.open().git_dir(), repo.path() + "/");
}

}  // namespace
}  // namespace patrol::git
