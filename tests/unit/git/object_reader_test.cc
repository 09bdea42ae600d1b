// SPDX-License-Identifier: Apache-2.0
#include "git/object_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "git/objects.h"
#include "support/git_fixture.h"

namespace patrol::git {
namespace {

namespace fs = std::filesystem;

// Versions of a file that lie in long delta chains of one pack.
class ObjectReaderTest : public ::testing::Test {
 protected:
  ObjectReaderTest() {
    for (int i = 0; i < 60; ++i) {
      text_.insert(text_.size() / 2, "line " + std::to_string(i * 7919) + "\n");
      repo_.commit_file("f", text_);
    }
  }

  void repack(const std::string& more = "--depth=50") {
    repo_.git({"repack", "-adfq", more});
    repo_.git({"prune-packed"});
  }
  ObjectReader reader() const { return ObjectReader(repo_.open().packs()); }
  std::vector<ObjectId> all_ids() const {
    std::istringstream lines(repo_.git(
        {"cat-file", "--batch-all-objects", "--batch-check=%(objectname)"}));
    std::vector<ObjectId> ids;
    for (std::string line; lines >> line;) ids.push_back(parse_id(line));
    return ids;
  }
  std::string pack_file(const std::string& extension) const {
    for (const auto& file : fs::directory_iterator(objects() + "/pack")) {
      if (file.path().extension() == extension) return file.path().string();
    }
    return "";
  }
  std::string objects() const { return repo_.path() + "/.git/objects"; }
  void damage(const std::string& file, std::size_t at) const {
    fs::permissions(file, fs::perms::owner_all);
    std::string bytes = test::read_file(file);
    for (std::size_t i = at; i < std::min(at + 8, bytes.size()); ++i) {
      bytes[i] = static_cast<char>(~bytes[i]);
    }
    repo_.write(fs::path(file).lexically_relative(repo_.path()).string(),
                bytes);
  }

  test::GitRepository repo_;
  std::string text_;
};

TEST_F(ObjectReaderTest, ReadsWhatGitReads) {
  for (const char* how : {"--depth=50", "--depth=0", "--window=2"}) {
    repack(how);
    ObjectReader reader = this->reader();
    const std::vector<ObjectId> ids = all_ids();
    ASSERT_EQ(ids.size(), 180u);
    for (const ObjectId& id : ids) {
      const auto object = reader.read(id);
      ASSERT_TRUE(object.ok()) << object.status();
      const std::string type = repo_.git({"cat-file", "-t", id.hex()});
      EXPECT_EQ(to_string(object->type()), type);
      EXPECT_EQ(repo_.id({"hash-object", "-t", type, "--stdin"},
                         object->content()),
                id);
    }
  }
}

TEST_F(ObjectReaderTest, SizesAreBoundedBeforeAnythingIsBuilt) {
  repack();
  const ObjectId id = repo_.id({"rev-parse", "HEAD:f"});
  ObjectReader reader = this->reader();
  EXPECT_EQ(reader.read(id, text_.size())->content(), text_);
  const auto small = reader.read(id, text_.size() - 1);
  EXPECT_TRUE(absl::IsResourceExhausted(small.status())) << small.status();
  EXPECT_TRUE(absl::IsResourceExhausted(
      this->reader().read(id, text_.size() - 1).status()));
  const ObjectId loose = repo_.object("blob", "some text");
  EXPECT_TRUE(absl::IsResourceExhausted(reader.read(loose, 8).status()));
  EXPECT_TRUE(reader.read(loose, 9).ok());
}

TEST_F(ObjectReaderTest, ADamagedCopyHidesNoGoodOne) {
  const ObjectId id = repo_.id({"rev-parse", "HEAD:f"});
  const std::string loose = objects() + "/" + id.hex().insert(2, "/");
  ASSERT_TRUE(fs::exists(loose));
  repo_.git({"repack", "-aq", "--depth=0"});
  damage(loose, 0);
  EXPECT_EQ(reader().read(id)->content(), text_);
  repo_.git({"hash-object", "-w", "--stdin"}, text_ + "other");
  fs::remove(loose);
  const std::string pack = pack_file(".pack");
  const std::string index = pack_file(".idx");
  const auto opened = PackIndex::open(index, 20);
  damage(pack, opened->offset(*opened->find(id)));
  EXPECT_TRUE(absl::IsDataLoss(reader().read(id).status()));
  // The same again, loose: written beside the pack, as a fetch might.
  fs::rename(pack, repo_.path() + "/p");
  fs::rename(index, repo_.path() + "/i");
  repo_.git({"hash-object", "-w", "f"});
  fs::rename(repo_.path() + "/p", pack);
  fs::rename(repo_.path() + "/i", index);
  EXPECT_EQ(reader().read(id)->content(), text_);
}

std::string big_endian(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(number >> shift);
  }
  return bytes;
}

std::string raw(const ObjectId& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.size};
}

// git completes a thin pack when it comes in; this one keeps its gap.
TEST_F(ObjectReaderTest, AThinPackFindsItsBasesElsewhere) {
  const ObjectId id = repo_.id({"rev-parse", "HEAD:f"});
  const std::string base = raw(repo_.id({"rev-parse", "HEAD~1:f"}));
  const std::string thin =
      repo_.git({"pack-objects", "--thin", "--revs", "--stdout", "-q"},
                "HEAD\n^HEAD~1\n");
  const std::size_t at = thin.find(base);
  ASSERT_NE(at, thin.npos) << "git made no delta";
  repo_.write(".git/objects/pack/thin.pack", thin);
  const auto pack = Pack::open(objects() + "/pack/thin.pack", 20);
  ASSERT_TRUE(pack.ok());
  std::size_t begin = at - 1;
  while (!pack->header(begin) || raw(pack->header(begin)->base_id) != base) {
    --begin;
  }
  std::string index = "\377tOc" + big_endian(2);
  for (int byte = 0; byte < 256; ++byte) {
    index += big_endian(byte < id.bytes[0] ? 0 : 1);
  }
  index += raw(id) + big_endian(0) +
           big_endian(static_cast<std::uint32_t>(begin)) +
           std::string(pack->checksum()) + std::string(20, '0');
  repo_.write(".git/objects/pack/thin.idx", index);
  fs::remove(objects() + "/" + id.hex().insert(2, "/"));
  ObjectReader reader = this->reader();
  const auto object = reader.read(id);
  ASSERT_TRUE(object.ok()) << object.status();
  EXPECT_EQ(object->content(), text_);
  // Without the base, the delta is of no use.
  fs::remove(objects() + "/" + repo_.id({"rev-parse", "HEAD~1:f"}).hex().insert(
                                   2, "/"));
  EXPECT_TRUE(absl::IsDataLoss(this->reader().read(id).status()));
}

}  // namespace
}  // namespace patrol::git
