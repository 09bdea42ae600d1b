// SPDX-License-Identifier: Apache-2.0
#include "scan/finding_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace patrol::scan {
namespace {

using ::testing::ElementsAre;

ObjectRef file(const std::string& path) { return {{}, ObjectType::file, path}; }

// "path:line" of occurrences.
std::vector<std::string> told(const FindingTable& table,
                              const std::vector<Occurrence>& all) {
  std::vector<std::string> lines;
  for (const Occurrence& each : all) {
    lines.push_back(table.objects()[each.object].path + ":" +
                    std::to_string(each.line));
  }
  return lines;
}

// A table with one sighting of `secret`.
FindingTable sighting(const std::string& secret, const std::string& path,
                      std::uint32_t line, const Verdict& verdict = {},
                      Suppression reason = Suppression::no,
                      const std::string& raw = "") {
  FindingTable table;
  Entry& entry = table.entry(3, secret);
  entry.add(raw.empty() ? secret : raw, verdict);
  const std::uint32_t object = table.add_object(file(path));
  auto& list = reason == Suppression::no ? entry.kept : entry.held_back;
  list.push_back({object, Place::content, line, 1, line, 2});
  entry.reason = reason;
  return table;
}

TEST(FindingTable, HasOneEntryForARuleAndASecret) {
  FindingTable table;
  Entry& first = table.entry(1, "secret");
  EXPECT_EQ(&table.entry(1, "secret"), &first);
  EXPECT_NE(&table.entry(2, "secret"), &first);
  EXPECT_NE(&table.entry(1, "other"), &first);
  EXPECT_EQ(first.rule, 1u);
  EXPECT_EQ(first.secret, "secret");
}

TEST(FindingTable, EntriesStayWhereTheyAre) {
  FindingTable table;
  Entry& first = table.entry(1, "first");
  for (int i = 0; i < 1000; ++i) table.entry(1, std::to_string(i));
  EXPECT_EQ(&table.entry(1, "first"), &first);
}

TEST(FindingTable, MergingBringsObjectsAndOccurrences) {
  FindingTable table = sighting("s", "a", 1);
  table.merge(sighting("s", "b", 2));
  table.merge(sighting("t", "c", 3));
  table.merge(sighting("s", "d", 4, {}, Suppression::placeholder));
  EXPECT_EQ(table.entries().size(), 2u);
  EXPECT_THAT(told(table, table.entry(3, "s").kept), ElementsAre("a:1", "b:2"));
  EXPECT_THAT(told(table, table.entry(3, "s").held_back), ElementsAre("d:4"));
  EXPECT_THAT(told(table, table.entry(3, "t").kept), ElementsAre("c:3"));
  EXPECT_EQ(table.entry(3, "t").raw, "t");
}

Verdict verdict(Proof proof, std::vector<Fact> facts = {}) {
  Verdict verdict;
  verdict.proof = proof;
  if (proof != Proof::none) verdict.kind = ProofKind::structure;
  if (proof == Proof::invalid) verdict.reason = "the checksum";
  verdict.facts = std::move(facts);
  return verdict;
}

TEST(FindingTable, AVerdictIsKeptAsItIs) {
  Verdict example = verdict(Proof::none);
  example.known_example = true;
  for (const Verdict& each : {verdict(Proof::valid), verdict(Proof::none),
                              verdict(Proof::invalid), example}) {
    FindingTable table = sighting("s", "a", 1, each);
    EXPECT_EQ(table.entry(3, "s").verdict, each);
    FindingTable into;
    into.merge(std::move(table));
    EXPECT_EQ(into.entry(3, "s").verdict, each);
  }
}

// One worker or many, in whatever order: the same table.
TEST(FindingTable, TheOrderOfSightingsDoesNotMatter) {
  const std::vector<Verdict> verdicts = {
      verdict(Proof::none), verdict(Proof::valid, {{"account", "1"}}),
      verdict(Proof::valid, {{"account", "2"}}), verdict(Proof::invalid)};
  const std::vector<std::string> raws = {"%3D", "=", "\\u003d", "&#61;"};
  std::vector<int> order = {0, 1, 2, 3};
  Verdict expected;
  std::string raw;
  do {
    FindingTable table;
    for (const int i : order) {
      const auto n = static_cast<std::size_t>(i);
      table.merge(sighting(
          "s", "a", 1, verdicts[n],
          n == 0 ? Suppression::placeholder : Suppression::allow_comment,
          raws[n]));
    }
    const Entry& entry = table.entry(3, "s");
    EXPECT_EQ(entry.verdict.proof, Proof::valid);
    if (raw.empty()) {
      expected = entry.verdict;
      raw = entry.raw;
    }
    EXPECT_EQ(entry.verdict, expected);
    EXPECT_EQ(entry.raw, raw);
    EXPECT_EQ(entry.reason, Suppression::allow_comment);
  } while (std::next_permutation(order.begin(), order.end()));
}

}  // namespace
}  // namespace patrol::scan
