// SPDX-License-Identifier: Apache-2.0
#include "base/unique_fd.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <optional>
#include <utility>

namespace patrol::base {
namespace {

bool is_open(int fd) { return fcntl(fd, F_GETFD) != -1; }
int open_something() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

TEST(UniqueFd, ClosesWhatItOwns) {
  const int fd = open_something();
  {
    const UniqueFd owner(fd);
    EXPECT_TRUE(owner);
    EXPECT_EQ(owner.get(), fd);
    EXPECT_TRUE(is_open(fd));
  }
  EXPECT_FALSE(is_open(fd));
}

TEST(UniqueFd, OwnsNothingByDefaultAndAfterAFailedOpen) {
  EXPECT_FALSE(UniqueFd());
  EXPECT_FALSE(UniqueFd(-1));
}

TEST(UniqueFd, MovingHandsOverWithoutClosing) {
  const int fd = open_something();
  UniqueFd first(fd);
  UniqueFd second(std::move(first));
  EXPECT_FALSE(first);  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(second.get(), fd);
  EXPECT_TRUE(is_open(fd));
}

TEST(UniqueFd, AssigningClosesTheOldOne) {
  const int old = open_something(), fresh = open_something();
  std::optional<UniqueFd> owner(std::in_place, old);
  *owner = UniqueFd(fresh);
  EXPECT_FALSE(is_open(old));
  EXPECT_TRUE(is_open(fresh));
  owner.reset();
  EXPECT_FALSE(is_open(fresh));
}

}  // namespace
}  // namespace patrol::base
