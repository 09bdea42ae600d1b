// SPDX-License-Identifier: Apache-2.0
#include "git/multi_pack_index.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "git/object_reader.h"
#include "git/objects.h"
#include "support/git_fixture.h"

namespace patrol::git {
namespace {

namespace fs = std::filesystem;

// A repository of two packs and an index of both.
class MultiPackIndexTest : public ::testing::Test {
 protected:
  MultiPackIndexTest() {
    for (int i = 0; i < 20; ++i) {
      repo_.commit_file("f", std::to_string(i));
      if (i % 10 == 9) repo_.git({"repack", "-dq"});
    }
    repo_.git({"multi-pack-index", "write"});
    for (const auto& file : fs::directory_iterator(folder())) {
      if (file.path().extension() == ".idx") indexes_.push_back(file.path());
    }
  }
  std::string folder() const { return repo_.path() + "/.git/objects/pack"; }
  std::string file() const { return folder() + "/multi-pack-index"; }

  test::GitRepository repo_;
  std::vector<fs::path> indexes_;
};

TEST_F(MultiPackIndexTest, AgreesWithTheIndexesOfThePacks) {
  ASSERT_EQ(indexes_.size(), 2u);
  const auto all = read_multi_pack_index(file(), 20);
  ASSERT_TRUE(all.ok()) << all.status();
  EXPECT_EQ(all->size(), 2u);
  for (const fs::path& path : indexes_) {
    const auto own = PackIndex::open(path.string(), 20);
    ASSERT_TRUE(all->contains(path.filename().string()));
    const auto& entries = all->at(path.filename().string());
    ASSERT_EQ(entries.size(), own->count());
    const PackIndex built = PackIndex::build(entries, own->pack_checksum());
    EXPECT_EQ(built.pack_checksum(), own->pack_checksum());
    for (std::uint32_t i = 0; i < own->count(); ++i) {
      EXPECT_EQ(built.id(i), own->id(i));
      EXPECT_EQ(built.offset(i), own->offset(i));
      EXPECT_EQ(built.find(own->id(i)), i);
    }
  }
}

TEST_F(MultiPackIndexTest, ServesPacksThatHaveLostTheirOwn) {
  const ObjectId id = repo_.id({"rev-parse", "HEAD:f"});
  for (const fs::path& path : indexes_) fs::remove(path);
  const auto packs = repo_.open().packs();
  ObjectReader reader(packs);
  const auto object = reader.read(id);
  ASSERT_TRUE(object.ok()) << object.status();
  EXPECT_EQ(object->content(), "19");
  EXPECT_TRUE(packs->unread().empty());
}

TEST_F(MultiPackIndexTest, IsRefusedWhenItsSizesDoNotFit) {
  const std::string fine = test::read_file(file());
  const test::Scratch scratch;
  for (std::size_t size = 0; size < fine.size() - 20; size += 97) {
    const auto cut = read_multi_pack_index(
        scratch.write("midx", fine.substr(0, size)), 20);
    EXPECT_FALSE(cut.ok()) << size;
  }
  std::string other = fine;
  other[4] = 9;
  EXPECT_FALSE(read_multi_pack_index(scratch.write("midx", other), 20).ok());
  EXPECT_FALSE(read_multi_pack_index(file(), 32).ok());
}

}  // namespace
}  // namespace patrol::git
