// SPDX-License-Identifier: Apache-2.0
//
// Every object that git lists is visited once, with the bytes that git gives.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "git/objects.h"
#include "source/repository_source.h"
#include "support/random_repository.h"
#include "support/visits.h"

namespace patrol::source {
namespace {

ObjectType type_named(std::string_view name) {
  for (const ObjectType type : {ObjectType::blob, ObjectType::tree,
                                ObjectType::commit, ObjectType::tag}) {
    if (to_string(type) == name) return type;
  }
  ADD_FAILURE() << name;
  return ObjectType::blob;
}

// All objects as `git cat-file` prints them: "<id> <type> <size>\n<bytes>\n".
std::vector<test::Visited> objects_of_git(const test::GitRepository& repo) {
  const std::string all =
      repo.git({"cat-file", "--batch-all-objects", "--batch"}) + "\n";
  std::vector<test::Visited> objects;
  for (std::size_t at = 0; at + 1 < all.size();) {
    const std::size_t end = all.find('\n', at);
    const std::string head = all.substr(at, end - at);
    const std::size_t space = head.rfind(' ');
    const std::size_t size = std::stoul(head.substr(space + 1));
    objects.push_back({git::parse_id(head.substr(0, 40)),
                       type_named(head.substr(41, space - 41)), "",
                       all.substr(end + 1, size), false});
    at = end + 1 + size + 1;
  }
  std::sort(objects.begin(), objects.end());
  return objects;
}

void expect_equal(const std::vector<test::Visited>& found,
                  const std::vector<test::Visited>& expected) {
  EXPECT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
    if (found[i] == expected[i]) continue;
    ADD_FAILURE() << "visited " << found[i].id.hex() << " of "
                  << found[i].content.size() << " bytes, git has "
                  << expected[i].id.hex() << " of "
                  << expected[i].content.size()
                  << " bytes; PATROL_SEED=" << test::seed();
    return;
  }
}

class ObjectReading : public ::testing::TestWithParam<test::Storage> {};
INSTANTIATE_TEST_SUITE_P(Storage, ObjectReading,
                         ::testing::Values(test::Storage::loose,
                                           test::Storage::whole,
                                           test::Storage::deltas,
                                           test::Storage::several_packs));

TEST_P(ObjectReading, VisitsWhatGitListsOnceWithEqualBytes) {
  test::GitRepository repo;
  test::Random random(3);
  test::make_history(repo, {.commits = 80, .planted = {}}, random);
  test::store_as(repo, GetParam());
  const auto expected = objects_of_git(repo);
  ASSERT_GT(expected.size(), 100u);
  for (const unsigned threads : {1u, 4u}) {
    for (const Reader reader : {Reader::pack, Reader::libgit2}) {
      git::Repository open = repo.open();
      Coverage coverage;
      RepositorySource source(open, {.reader = reader}, coverage);
      EXPECT_EQ(source.object_count(), expected.size());
      expect_equal(test::visit_all(source, coverage, threads), expected);
      EXPECT_TRUE(coverage.complete());
    }
  }
}

// Contents that are dropped from a path, and read again when it comes back to
// them, are the same.
TEST_P(ObjectReading, APathWithoutRoomIsReadAgain) {
  test::GitRepository repo;
  test::Random random(6);
  test::make_history(repo, {.commits = 80, .planted = {}}, random);
  test::store_as(repo, GetParam());
  git::Repository open = repo.open();
  Coverage coverage;
  ReadOptions options;
  options.memory.path = 1;
  RepositorySource source(open, options, coverage);
  expect_equal(test::visit_all(source, coverage, 2), objects_of_git(repo));
  EXPECT_TRUE(coverage.complete());
}

// One odd object at a time that a pack may hold.
TEST(ObjectReading, OddObjectsAreReadAsGitReadsThem) {
  test::GitRepository repo;
  test::Random random(4);
  const std::string noise = random.bytes(70000);
  repo.object("blob", "");
  repo.object("blob", noise);
  repo.object("blob", noise.substr(0, 65536));  // a copy of just 0x10000 bytes
  repo.object("blob", noise + noise);
  repo.object("blob", std::string(300000, '\0'));
  repo.object("blob", std::string(15, 'x'));  // sizes of one and two bytes
  repo.object("blob", std::string(16, 'x'));
  repo.object("blob", noise.substr(1) + "tail");
  repo.object("commit", "tree " + std::string(40, '1') + "\n");
  repo.object("tree", "");
  for (const auto storage : {test::Storage::loose, test::Storage::deltas}) {
    if (storage == test::Storage::deltas) {
      repo.git({"pack-objects", "-q", "--window=10", "--depth=50",
                repo.path() + "/.git/objects/pack/pack"},
               repo.git({"cat-file", "--batch-all-objects",
                         "--batch-check=%(objectname)"}) +
                   "\n");
      repo.git({"prune-packed"});
    }
    const auto expected = objects_of_git(repo);
    git::Repository open = repo.open();
    Coverage coverage;
    RepositorySource source(open, {}, coverage);
    expect_equal(test::visit_all(source, coverage), expected);
    EXPECT_EQ(expected.size(), 10u);
  }
}

// The files of the repository's one pack, by their ends.
std::string pack_file(const test::GitRepository& repo, const char* end) {
  for (const auto& entry : std::filesystem::directory_iterator(
           repo.path() + "/.git/objects/pack")) {
    if (entry.path().extension() == end) return entry.path().string();
  }
  return "";
}

// Whatever bytes stand in a pack or its index: nothing is read past an end,
// nothing is visited twice, and what is missing is told.
TEST(ObjectReading, DamageIsSurvivedAndTold) {
  test::GitRepository repo;
  test::Random random(5);
  test::make_history(repo, {.commits = 30, .planted = {}}, random);
  test::store_as(repo, test::Storage::deltas);
  repo.git({"prune-packed"});
  const std::size_t count = objects_of_git(repo).size();
  for (int round = 0; round < 60; ++round) {
    const std::string file = pack_file(repo, round % 2 == 0 ? ".pack" : ".idx");
    const std::string fine = test::read_file(file);
    std::string damaged = fine;
    for (std::size_t i = 1 + random.below(4); i > 0; --i) {
      damaged[random.below(damaged.size())] =
          static_cast<char>(random.below(256));
    }
    if (random.once_in(6)) damaged.resize(random.below(damaged.size()));
    std::filesystem::remove(file);  // not altered: it may be mapped
    repo.write(file.substr(repo.path().size() + 1), damaged);
    git::Repository open = repo.open();
    Coverage coverage;
    RepositorySource source(open, {}, coverage);
    std::vector<test::Visited> visited = test::visit_all(source, coverage, 2);
    const std::size_t visits = visited.size();
    visited.erase(
        std::unique(visited.begin(), visited.end(),
                    [](const auto& a, const auto& b) { return a.id == b.id; }),
        visited.end());
    EXPECT_EQ(visited.size(), visits) << "PATROL_SEED=" << test::seed();
    EXPECT_TRUE(visits >= count || !coverage.complete())
        << visits << " of " << count << ", PATROL_SEED=" << test::seed();
    std::filesystem::remove(file);
    repo.write(file.substr(repo.path().size() + 1), fine);
  }
}

}  // namespace
}  // namespace patrol::source
