// SPDX-License-Identifier: Apache-2.0
#include "attribute/tree_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "git/object_numbers.h"
#include "support/random.h"

namespace patrol::attribute {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

ObjectId id_of(char c) {
  ObjectId id;
  id.size = 20;
  id.bytes.fill(static_cast<std::uint8_t>(c));
  return id;
}

std::string entry(const std::string& name, char id) {
  return "100644 " + name + std::string(1, '\0') + std::string(20, id);
}

// What each tree of a table has, "name id", gathered from the differences.
std::map<char, std::vector<std::string>> contents(
    const TreeTable& table, const git::ObjectNumbers& numbers) {
  const auto letter = [&](std::uint32_t number) {
    return static_cast<char>(numbers.id_of(number).bytes[0]);
  };
  std::vector<std::vector<std::uint32_t>> has(table.tree_count());
  std::map<char, std::vector<std::string>> all;
  for (std::uint32_t t = 0; t < table.tree_count(); ++t) {
    if (table.base_of(t) != TreeTable::kNone) has[t] = has[table.base_of(t)];
    for (const std::uint32_t lost : table.lost(t)) std::erase(has[t], lost);
    for (std::uint32_t e = 0; e < table.entries().size(); ++e) {
      if (table.entries()[e].tree == t) has[t].push_back(e);
    }
    auto& told = all[letter(table.object_of(t))];
    for (const std::uint32_t e : has[t]) {
      const TreeTable::Entry& one = table.entries()[e];
      told.push_back(table.name(one.name) + letter(one.child));
    }
    std::sort(told.begin(), told.end());
  }
  return all;
}

class TreeTableTest : public ::testing::Test {
 protected:
  // Adds the tree `id`; returns the names that are news.
  std::vector<std::string> add(char id, const std::string& content,
                               const Memo* base = nullptr,
                               std::size_t base_size = 0,
                               const std::vector<CopiedRun>& copied = {}) {
    std::vector<std::string> news;
    memo_ = {};
    clean_ = table_.add({.id = id_of(id),
                         .type = ObjectType::tree,
                         .content = content,
                         .base_size = base_size,
                         .base_memo = base,
                         .copied = copied,
                         .memo = &memo_},
                        numbers_, [&](const TreeTable::News& one) {
                          news.emplace_back(one.entry.name);
                        });
    table_.settle(numbers_);
    return news;
  }
  std::map<char, std::vector<std::string>> contents() const {
    return attribute::contents(table_, numbers_);
  }

  git::ObjectNumbers numbers_{0, 1};  // none is stored
  TreeTable table_;
  Memo memo_;
  bool clean_ = true;
};

TEST_F(TreeTableTest, AllEntriesOfATreeOfItsOwnAreNews) {
  EXPECT_THAT(add('T', entry("a", '1') + entry("b", '2')),
              ElementsAre("a", "b"));
  EXPECT_THAT(contents()['T'], ElementsAre("a1", "b2"));
}

TEST_F(TreeTableTest, OfAVersionOnlyWhatChangedIsNews) {
  const std::string a = entry("a", '1'), b = entry("b", '2');
  add('T', a + b + entry("c", '3'));
  const Memo base = memo_;
  const std::string next = a + entry("b", '9') + entry("c", '3');
  // Git copies what it finds equal, entries or not: up to b's id here.
  const std::size_t head = a.size() + 9;
  EXPECT_THAT(add('U', next, &base, next.size(),
                  {{0, 0, head}, {a.size() * 2, a.size() * 2, a.size()}}),
              ElementsAre("b"));
  EXPECT_THAT(contents()['U'], ElementsAre("a1", "b9", "c3"));
  EXPECT_THAT(contents()['T'], ElementsAre("a1", "b2", "c3"));
}

TEST_F(TreeTableTest, AMalformedTreeIsNotClean) {
  add('T', entry("a", '1') + "nonsense");
  EXPECT_FALSE(clean_);
  EXPECT_THAT(contents()['T'], ElementsAre("a1"));
  EXPECT_THAT(add('U', ""), IsEmpty());
  EXPECT_TRUE(clean_);
}

// What the damaged tree ends with may be the head of an entry in a version.
TEST_F(TreeTableTest, AVersionOfADamagedTreeIsReadByItself) {
  const std::string damaged = entry("a", '1') + "100644 b";
  add('T', damaged);
  EXPECT_FALSE(memo_.known);
  const Memo base = memo_;
  add('U', entry("a", '1') + entry("b", '2'), base.known ? &base : nullptr,
      damaged.size(), {{0, 0, damaged.size()}});
  EXPECT_TRUE(clean_);
  EXPECT_THAT(contents()['U'], ElementsAre("a1", "b2"));
}

TEST_F(TreeTableTest, AMergedTableKeepsItsTrees) {
  add('T', entry("a", '1'));
  TreeTable other = std::move(table_);
  table_ = {};
  add('U', entry("b", '1'));
  table_.merge(std::move(other));
  EXPECT_THAT(contents()['T'], ElementsAre("a1"));
  EXPECT_THAT(contents()['U'], ElementsAre("b1"));
  EXPECT_EQ(numbers_.size(), 3u);
}

// Tells less than is true: runs in two, and without some bytes at their ends.
std::vector<CopiedRun> cut_up(const std::vector<CopiedRun>& runs,
                              test::Random& random) {
  std::vector<CopiedRun> all;
  for (CopiedRun run : runs) {
    const std::size_t cut = random.below(run.size + 1);
    if (cut > 0) all.push_back({run.from, run.to, cut});
    run = {run.from + cut, run.to + cut, run.size - cut};
    if (random.once_in(2)) run.size -= random.below(run.size + 1);
    if (run.size > 0) all.push_back(run);
  }
  return all;
}

// Trees derived from each other by any copies have the entries that they have
// when each is read alone.
TEST_F(TreeTableTest, DifferencesAddUp) {
  constexpr std::size_t kEntry = 30;  // bytes, with names of two letters
  test::Random random(7);
  std::map<char, std::vector<std::string>> expected;
  std::string content;
  Memo base;
  for (int version = 0; version < 60; ++version) {
    std::string next;
    std::vector<CopiedRun> copied;
    for (std::size_t from = 0; from < content.size();) {
      const std::size_t size =
          std::min(content.size() - from, kEntry * (1 + random.below(4)));
      if (!random.once_in(4)) {
        copied.push_back({from, next.size(), size});
        next += content.substr(from, size);
      }
      if (random.once_in(3)) {
        next += entry(random.word(2, "abcxyz"), random.word(1, "123456")[0]);
      }
      from += size;
    }
    while (next.size() < 10 * kEntry) {
      next += entry(random.word(2, "abcxyz"), random.word(1, "123456")[0]);
    }
    const char id = static_cast<char>('A' + version);
    std::vector<std::string>& has = expected[id];
    for (std::size_t at = 0; at < next.size(); at += kEntry) {
      has.push_back(next.substr(at + 7, 2) + next[at + kEntry - 1]);
    }
    std::sort(has.begin(), has.end());
    add(id, next, version == 0 ? nullptr : &base, content.size(),
        cut_up(copied, random));
    ASSERT_TRUE(clean_);
    base = memo_;
    content = next;
  }
  EXPECT_EQ(contents(), expected) << "PATROL_SEED=" << test::seed();
}

}  // namespace
}  // namespace patrol::attribute
