// SPDX-License-Identifier: Apache-2.0
#include "git/pack_index.h"

#include <gtest/gtest.h>

#include <sstream>

#include "git/objects.h"
#include "support/git_fixture.h"

namespace patrol::git {
namespace {

// A repository of some objects in one pack.
class PackIndexTest : public ::testing::Test {
 protected:
  PackIndexTest() {
    for (int i = 0; i < 40; ++i) repo_.commit_file("f", std::to_string(i));
    repo_.git({"repack", "-adq"});
    for (const auto& entry : std::filesystem::directory_iterator(
             repo_.path() + "/.git/objects/pack")) {
      if (entry.path().extension() == ".idx") file_ = entry.path().string();
    }
  }
  absl::StatusOr<PackIndex> open(const std::string& bytes) {
    return PackIndex::open(scratch_.write("x.idx", bytes), 20);
  }

  test::GitRepository repo_;
  test::Scratch scratch_;
  std::string file_;
};

TEST_F(PackIndexTest, AgreesWithGitShowIndex) {
  const auto index = PackIndex::open(file_, 20);
  ASSERT_TRUE(index.ok()) << index.status();
  std::istringstream lines(repo_.git({"show-index"}, test::read_file(file_)));
  std::uint32_t i = 0;
  std::uint64_t offset = 0;
  std::string id, crc;
  for (; lines >> offset >> id >> crc; ++i) {
    ASSERT_LT(i, index->count());
    EXPECT_EQ(index->id(i).hex(), id);
    EXPECT_EQ(index->offset(i), offset);
    EXPECT_EQ(index->find(parse_id(id)), i);
  }
  EXPECT_EQ(i, index->count());
  EXPECT_EQ(i, 120u);
  EXPECT_EQ(index->find(parse_id(std::string(40, '1'))), std::nullopt);
  EXPECT_EQ(index->find(parse_id(std::string(40, 'f'))), std::nullopt);
  EXPECT_EQ(index->find(ObjectId{}), std::nullopt);
}

TEST_F(PackIndexTest, OfVersion1SaysTheSame) {
  const std::string pack = file_.substr(0, file_.size() - 4) + ".pack";
  const std::string path = scratch_ / "old.idx";
  repo_.git({"index-pack", "--index-version=1", "-o", path, pack});
  const auto old = PackIndex::open(path, 20), index = PackIndex::open(file_, 20);
  ASSERT_TRUE(old.ok()) << old.status();
  ASSERT_EQ(old->count(), index->count());
  for (std::uint32_t i = 0; i < old->count(); ++i) {
    EXPECT_EQ(old->id(i), index->id(i));
    EXPECT_EQ(old->offset(i), index->offset(i));
    EXPECT_EQ(old->find(index->id(i)), i);
  }
  EXPECT_EQ(old->pack_checksum(), index->pack_checksum());
  const std::string fine = test::read_file(path);
  EXPECT_FALSE(open(fine.substr(0, fine.size() - 1)).ok());
}

TEST_F(PackIndexTest, IsRefusedWhenItsSizesDoNotFit) {
  const std::string fine = test::read_file(file_);
  ASSERT_TRUE(open(fine).ok());
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{7}, std::size_t{1031}, std::size_t{1072},
        fine.size() / 2, fine.size() - 1}) {
    EXPECT_FALSE(open(fine.substr(0, size)).ok()) << size;
  }
  std::string other = fine;
  other[7] = 3;
  EXPECT_TRUE(absl::IsUnimplemented(open(other).status()));
  other = fine;
  other[8 + 255 * 4] = '\x7f';  // billions of objects
  EXPECT_FALSE(open(other).ok());
}

TEST_F(PackIndexTest, AnyFanOutIsSearchedWithoutHarm) {
  const std::string fine = test::read_file(file_);
  for (std::size_t b = 0; b < 255; ++b) {
    for (const char byte : {'\0', '\x01', '\xff'}) {
      std::string damaged = fine;
      damaged[8 + b * 4 + 2] = byte;
      const auto index = open(damaged);
      if (!index.ok()) continue;
      for (std::uint32_t i = 0; i < index->count(); i += 7) {
        (void)index->find(index->id(i));
        (void)index->offset(i);
      }
    }
  }
}

TEST_F(PackIndexTest, LargeOffsetsThatAreNotThereAreNoHarm) {
  std::string damaged = test::read_file(file_);
  const std::size_t offsets = 8 + 1024 + 120 * 24;
  for (std::size_t i = 0; i < 120; ++i) damaged[offsets + i * 4] = '\xff';
  const auto index = open(damaged);
  if (!index.ok()) return;
  for (std::uint32_t i = 0; i < index->count(); ++i) (void)index->offset(i);
}

}  // namespace
}  // namespace patrol::git
