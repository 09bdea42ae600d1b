// SPDX-License-Identifier: Apache-2.0
#include "source/directory_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/scratch.h"
#include "support/visits.h"

namespace patrol::source {
namespace {

using ::testing::ElementsAre;

// Runs in the folder, so that paths are as short as people type them.
class DirectorySourceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    old_ = std::filesystem::current_path();
    std::filesystem::current_path(files_.path());
  }
  void TearDown() override { std::filesystem::current_path(old_); }

  void list(const std::vector<std::string>& paths,
            const std::vector<std::string>& exclude = {},
            std::uint64_t max_size = 1000) {
    auto source = DirectorySource::create(paths, max_size, exclude, coverage_);
    ASSERT_TRUE(source.ok()) << source.status();
    source_ = *std::move(source);
  }
  std::vector<std::string> read(const std::vector<std::string>& paths,
                                const std::vector<std::string>& exclude = {},
                                std::uint64_t max_size = 1000) {
    list(paths, exclude, max_size);
    return test::told(test::visit_all(*source_, coverage_));
  }

  test::Scratch files_;
  std::filesystem::path old_;
  Coverage coverage_;
  std::unique_ptr<DirectorySource> source_;
};

TEST_F(DirectorySourceTest, ReadsAllFilesBelow) {
  files_.write("a", "1");
  files_.write("dir/.env", "2");
  files_.write("dir/sub/b", std::string("\0\xff", 2));
  files_.write("empty", "");
  EXPECT_THAT(
      read({"."}),
      ElementsAre("file a: 1", "file dir/.env: 2",
                  std::string("file dir/sub/b: \0\xff", 18), "file empty: "));
  EXPECT_EQ(source_->object_count(), 4u);
  EXPECT_TRUE(coverage_.complete());
}

TEST_F(DirectorySourceTest, LeavesOutDotGitOnly) {
  files_.write(".git/config", "1");
  files_.write("module/.git", "gitdir: x");
  files_.write(".github/x", "2");
  EXPECT_THAT(read({"."}), ElementsAre("file .github/x: 2"));
}

TEST_F(DirectorySourceTest, TakesFilesAndFoldersByName) {
  files_.write("a", "1");
  files_.write("dir/b", "2");
  files_.write("dir/c", "3");
  EXPECT_THAT(read({"./a", "dir/"}),
              ElementsAre("file a: 1", "file dir/b: 2", "file dir/c: 3"));
  const std::string absolute = files_ / "a";
  EXPECT_THAT(read({absolute}), ElementsAre("file " + absolute + ": 1"));
}

TEST_F(DirectorySourceTest, ReadsAFileOnceHoweverOftenItIsNamed) {
  files_.write("dir/a", "1");
  EXPECT_THAT(read({"dir", "./dir/", "dir/a", files_ / "dir"}),
              ElementsAre("file dir/a: 1"));
  EXPECT_EQ(source_->below_named("dir/a"), "a");
  EXPECT_EQ(source_->below_named("directory/a"), "directory/a");
}

TEST_F(DirectorySourceTest, APathThatDoesNotExistIsNotFound) {
  const auto source = DirectorySource::create({"none"}, 1000, {}, coverage_);
  EXPECT_TRUE(absl::IsNotFound(source.status()));
  EXPECT_EQ(source.status().message().substr(0, 6), "none: ");
}

TEST_F(DirectorySourceTest, LinksAreFollowedOnlyWhenNamed) {
  files_.write("real", "1");
  std::filesystem::create_symlink("real", "link");
  std::filesystem::create_directory("dir");
  std::filesystem::create_symlink("..", "dir/loop");
  EXPECT_THAT(read({"."}), ElementsAre("file dir/loop (name)",
                                       "file link (name)", "file real: 1"));
  EXPECT_EQ(coverage_.not_read[GapReason::symlink], 2u);
  EXPECT_TRUE(coverage_.complete());  // links are told, but no gap
  EXPECT_THAT(read({"link"}), ElementsAre("file link: 1"));
}

TEST_F(DirectorySourceTest, SpecialFilesAreNeverOpened) {
  ASSERT_EQ(mkfifo("pipe", 0600), 0);  // reading it would hang
  EXPECT_THAT(read({"."}), ElementsAre("file pipe (name)"));
  EXPECT_THAT(read({"pipe"}), ElementsAre("file pipe (name)"));
  EXPECT_EQ(coverage_.not_read[GapReason::special_file], 1u);
  EXPECT_EQ(coverage_.not_read[GapReason::unreadable], 1u);  // it was named
}

TEST_F(DirectorySourceTest, LargeFilesAreCountedAndNamed) {
  files_.write("fits", "12345");
  files_.write("large", "123456");
  EXPECT_THAT(read({"."}, {}, 5),
              ElementsAre("file fits: 12345", "file large (name)"));
  EXPECT_EQ(coverage_.not_read[GapReason::too_large], 1u);
  EXPECT_FALSE(coverage_.complete());
}

TEST_F(DirectorySourceTest, ExcludedPathsAreCountedAndNamed) {
  files_.write("a.c", "1");
  files_.write("vendor/b.c", "2");
  EXPECT_THAT(read({"."}, {"vendor/*"}),
              ElementsAre("file a.c: 1", "file vendor/b.c (name)"));
  EXPECT_EQ(coverage_.not_read[GapReason::excluded], 1u);
  EXPECT_TRUE(coverage_.complete());
}

TEST_F(DirectorySourceTest, WhatCannotBeReadIsCountedAndNamed) {
  files_.write("gone", "1");
  list({"."});
  std::filesystem::remove("gone");
  EXPECT_THAT(test::told(test::visit_all(*source_, coverage_)),
              ElementsAre("file gone (name)"));
  EXPECT_EQ(coverage_.not_read[GapReason::unreadable], 1u);
  EXPECT_FALSE(coverage_.complete());
}

TEST_F(DirectorySourceTest, AFileThatBecomesALinkIsNotFollowed) {
  files_.write("x", "1");
  files_.write("other", "secret");
  list({"x", "."}, {"other"});
  std::filesystem::remove("x");
  std::filesystem::create_symlink("other", "x");
  list({"."}, {"other"});
  EXPECT_THAT(test::told(test::visit_all(*source_, coverage_)),
              ElementsAre("file other (name)", "file x (name)"));
}

TEST_F(DirectorySourceTest, WorkersShareTheFilesOut) {
  std::vector<std::string> expected;
  for (int i = 100; i < 400; ++i) {
    const std::string name = std::to_string(i);
    files_.write(name, name);
    expected.push_back("file " + name + ": " + name);
  }
  list({"."});
  EXPECT_EQ(test::told(test::visit_all(*source_, coverage_, 4)), expected);
}

TEST_F(DirectorySourceTest, ContentIsThatOfTheLocation) {
  files_.write("dir/a", "bytes");
  list({"."});
  Location at;
  at.path = "dir/a";
  EXPECT_EQ(*source_->content(at), "bytes");
  at.path = "dir/none";
  EXPECT_FALSE(source_->content(at).ok());
}

TEST_F(DirectorySourceTest, StopsWhenItIsToldTo) {
  files_.write("a", "1");
  list({"."});
  const std::atomic<bool> stop{true};
  int visits = 0;
  EXPECT_TRUE(
      source_->read([&](const Object&) { ++visits; }, coverage_, stop).ok());
  EXPECT_EQ(visits, 0);
}

}  // namespace
}  // namespace patrol::source
