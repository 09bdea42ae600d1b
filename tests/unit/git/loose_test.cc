// SPDX-License-Identifier: Apache-2.0
#include "git/loose.h"

#include <gtest/gtest.h>

#include "git/objects.h"
#include "support/git_fixture.h"

namespace patrol::git {
namespace {

using test::GitRepository;

std::string path_of(const GitRepository& repo, const ObjectId& id) {
  return repo.path() + "/.git/objects/" + loose_name(id);
}

TEST(LooseName, IsAFolderAndAFile) {
  EXPECT_EQ(loose_name(parse_id("12" + std::string(38, '3'))),
            "12/" + std::string(38, '3'));
  EXPECT_EQ(loose_name(ObjectId{}), "");
}

TEST(ReadLoose, GivesTypeAndContent) {
  const GitRepository repo;
  for (const auto& [type, content] :
       {std::pair(ObjectType::blob, std::string("a\0b", 3)),
        std::pair(ObjectType::blob, std::string()),
        std::pair(ObjectType::tree, std::string()),
        std::pair(ObjectType::tag, std::string("object 1\n")),
        std::pair(ObjectType::commit, std::string(100000, 'x'))}) {
    const ObjectId id = repo.object(std::string(to_string(type)), content);
    const auto object = read_loose(path_of(repo, id), 100000);
    ASSERT_TRUE(object.ok()) << object.status();
    EXPECT_EQ(object->type, type);
    EXPECT_EQ(object->content, content);
  }
}

TEST(ReadLoose, TheLimitIsThatOfTheContent) {
  const GitRepository repo;
  const ObjectId id = repo.object("blob", std::string(1000, 'x'));
  EXPECT_TRUE(read_loose(path_of(repo, id), 1000).ok());
  for (const std::uint64_t limit : {999, 990, 970, 0}) {
    EXPECT_TRUE(absl::IsResourceExhausted(
        read_loose(path_of(repo, id), limit).status()))
        << limit;
  }
}

TEST(ReadLoose, WhatIsNotThereIsNotFound) {
  const test::Scratch scratch;
  EXPECT_TRUE(absl::IsNotFound(read_loose(scratch / "none", 9).status()));
}

// Cut short at any byte, or with any byte another: told, and never a hang.
TEST(ReadLoose, DamageIsDataLoss) {
  const GitRepository repo;
  const std::string fine = test::read_file(
      path_of(repo, repo.object("blob", "some text that is compressed")));
  const test::Scratch scratch;
  for (std::size_t at = 0; at < fine.size(); ++at) {
    const auto cut = read_loose(scratch.write("x", fine.substr(0, at)), 1000);
    EXPECT_TRUE(absl::IsDataLoss(cut.status())) << at;
    std::string damaged = fine;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
    const auto object = read_loose(scratch.write("y", damaged), 1000);
    EXPECT_FALSE(object.ok() &&
                 object->content != "some text that is compressed")
        << at;
  }
}

}  // namespace
}  // namespace patrol::git
