// SPDX-License-Identifier: Apache-2.0
#include "git/git_process.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "support/scratch.h"

namespace patrol::git {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// A script named git that is the first on the PATH.
class GitProcessTest : public ::testing::Test {
 protected:
  void stand_in(const std::string& commands) {
    const std::string file = bin_.write("git", "#!/bin/sh\n" + commands);
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  }
  GitProcess git(milliseconds longest_silence) const {
    return GitProcess({.git_dir = bin_.path() / "",
                       .common_dir = bin_.path() / "",
                       .work_dir = ""},
                      false, longest_silence);
  }

 private:
  test::Scratch bin_;
  test::Environment path_{"PATH",
                          (bin_.path().string() + ":/usr/bin:/bin").c_str()};
};

TEST_F(GitProcessTest, OneThatHangsIsGivenUpAndNotAskedAgain) {
  stand_in("echo some; exec sleep 100\n");
  const GitProcess hanging = git(milliseconds(300));
  const auto begin = steady_clock::now();
  const auto answer = hanging.run({"ls-files"});
  EXPECT_TRUE(absl::IsDeadlineExceeded(answer.status()));
  EXPECT_EQ(answer.status().message(), "git did not answer in 1 s");
  EXPECT_LT(steady_clock::now() - begin, milliseconds(1500));
  stand_in("echo some\n");
  const GitProcess copy = hanging;
  EXPECT_TRUE(absl::IsDeadlineExceeded(copy.run({"ls-files"}).status()));
}

TEST_F(GitProcessTest, OneThatClosesItsOutputAndHangsIsGivenUp) {
  stand_in("exec sleep 100 >&-\n");
  EXPECT_TRUE(absl::IsDeadlineExceeded(
      git(milliseconds(300)).run({"ls-files"}).status()));
}

TEST_F(GitProcessTest, ASlowOneThatGoesOnTellingIsHeardOut) {
  stand_in("for i in 1 2 3 4; do echo $i; sleep 0.2; done\n");
  const auto answer = git(milliseconds(600)).run({"ls-files"});
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(*answer, "1\n2\n3\n4\n");
}

TEST_F(GitProcessTest, TellsNoFromAnError) {
  stand_in("exit 1\n");
  EXPECT_TRUE(absl::IsAborted(git(milliseconds(5000)).run({"x"}).status()));
  stand_in("exit 128\n");
  EXPECT_TRUE(
      absl::IsFailedPrecondition(git(milliseconds(5000)).run({"x"}).status()));
}

}  // namespace
}  // namespace patrol::git
