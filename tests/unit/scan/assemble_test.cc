// SPDX-License-Identifier: Apache-2.0
#include "scan/assemble.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "git/objects.h"
#include "source/stream_source.h"
#include "support/rules.h"

namespace patrol::scan {
namespace {

using attribute::Origin;
using ::testing::ElementsAre;

ObjectId id(char digit) { return git::parse_id(std::string(40, digit)); }

// A target that knows nothing but what stood somewhere before.
class FakeTarget : public Target {
 public:
  source::ObjectSource& source() override { return source_; }
  void describe(Report&) const override {}
  bool is_old(const ObjectRef& object, Place, const std::string&,
              std::string_view) override {
    return !old.empty() && object.id == old;
  }
  void complete(Location& location) override { location.author = "Ann"; }
  ObjectId old;

 private:
  source::StreamSource source_{"line\nacme\n"};
};

class AssembleTest : public ::testing::Test {
 protected:
  AssembleTest() { rules_.rules = {test::make_rule("acme", "a")}; }

  void add(const std::string& secret, char object, std::uint32_t line,
           Suppression reason = Suppression::no, Place place = Place::content) {
    Entry& entry = table_.entry(0, secret);
    entry.add(secret, {});
    const std::uint32_t at =
        table_.add_object({id(object), ObjectType::blob, ""});
    auto& list = reason == Suppression::no ? entry.kept : entry.held_back;
    list.push_back({at, place, line, 1, line, 5});
    entry.reason = reason;
  }
  void origin(char object, const std::string& path, char commit,
              std::uint32_t rank, bool in_head = false,
              Reach reach = Reach::ref) {
    places_[id(object)].push_back(Origin{path, id(commit),
                                         1000 + std::int64_t{rank}, in_head,
                                         reach, "refs/heads/main", rank});
  }
  Report build(bool show_suppressed = false) {
    Assembly assembly(target_, rules_, std::move(table_), show_suppressed);
    objects_ = assembly.objects();
    assembly.set_places(places_);
    Report report;
    assembly.build(report);
    return report;
  }
  // "path:line commit" of a finding's locations.
  static std::vector<std::string> told(const Finding& finding) {
    std::vector<std::string> all;
    for (const Location& at : finding.locations) {
      all.push_back(at.path + ":" + std::to_string(at.line) + " " +
                    at.commit.hex().substr(0, 1));
    }
    return all;
  }

  FakeTarget target_;
  RuleSet rules_;
  FindingTable table_;
  Places places_;
  absl::flat_hash_set<ObjectId> objects_;
};

TEST_F(AssembleTest, AFindingHasAllItsLocations) {
  add("secret", '1', 3);
  add("secret", '2', 4);
  origin('1', "a", 'a', 1);
  origin('1', "b", 'b', 2);
  origin('2', "c", 'c', 3, true);
  const Report report = build();
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_THAT(told(report.findings[0]), ElementsAre("c:4 c", "a:3 a", "b:3 b"));
  EXPECT_EQ(report.findings[0].secret, "secret");
  EXPECT_EQ(report.findings[0].rule->id, "acme");
  EXPECT_EQ(objects_.size(), 2u);
}

TEST_F(AssembleTest, VersionsOfAFileAreOneLocationSinceTheOldest) {
  add("secret", '1', 3);
  add("secret", '2', 7);
  origin('1', "a", 'a', 1);
  origin('2', "a", 'b', 2, true);
  const Report report = build();
  EXPECT_THAT(told(report.findings[0]), ElementsAre("a:7 a"));
}

TEST_F(AssembleTest, TheOrderOfTheHistoryCountsNotTheClocks) {
  add("secret", '1', 3);
  add("secret", '2', 3);
  const auto place = [&](char commit, std::int64_t time, std::uint32_t rank) {
    return attribute::Origin{.path = "a",
                             .commit = id(commit),
                             .author_time = time,
                             .reach = Reach::ref,
                             .ref = "r",
                             .rank = rank};
  };
  places_[id('1')] = {place('a', 9000, 1)};
  places_[id('2')] = {place('b', 10, 2)};
  EXPECT_THAT(told(build().findings[0]), ElementsAre("a:3 a"));
}

TEST_F(AssembleTest, OccurrencesInOneObjectAreLocationsOfTheirOwn) {
  add("secret", '1', 3);
  Entry& entry = table_.entry(0, "secret");
  entry.kept.push_back(entry.kept[0]);
  entry.kept[1].line = entry.kept[1].end_line = 9;
  origin('1', "a", 'a', 1);
  EXPECT_THAT(told(build().findings[0]), ElementsAre("a:3 a", "a:9 a"));
}

TEST_F(AssembleTest, ANameIsOnlyAtPathsThatEndInIt) {
  Entry& entry = table_.entry(0, "acme");
  entry.add("acme", {});
  const auto at = table_.add_object({id('1'), ObjectType::blob, "acme.txt"});
  entry.kept.push_back({at, Place::file_name, 1, 1, 1, 5});
  origin('1', "dir/acme.txt", 'a', 1);
  origin('1', "dir/other", 'b', 2);
  origin('1', "notacme.txt", 'c', 3);
  EXPECT_THAT(told(build().findings[0]), ElementsAre("dir/acme.txt:1 a"));
}

TEST_F(AssembleTest, EachNameOfARefIsALocationAfterThoseWithContent) {
  add("secret", '1', 3);
  origin('1', "a", 'a', 1);
  for (const char* ref : {"refs/tags/secret", "refs/heads/secret"}) {
    Entry& entry = table_.entry(0, "secret");
    const auto at =
        table_.add_object({{}, ObjectType::commit, ref, Reach::ref});
    entry.kept.push_back({at, Place::ref_name, 1, 1, 1, 7});
  }
  const Report report = build();
  std::vector<std::string> refs;
  for (const Location& at : report.findings[0].locations) {
    refs.push_back(at.place == Place::ref_name ? at.ref : at.path);
  }
  EXPECT_THAT(refs, ElementsAre("a", "refs/heads/secret", "refs/tags/secret"));
}

TEST_F(AssembleTest, AnObjectThatNobodyPlacedDangles) {
  add("secret", '1', 3);
  const Report report = build();
  ASSERT_EQ(report.findings[0].locations.size(), 1u);
  EXPECT_EQ(report.findings[0].primary().reach, Reach::dangling);
  EXPECT_EQ(report.findings[0].primary().object, id('1'));
}

TEST_F(AssembleTest, WhatWasNotTracedIsNotSaidToDangle) {
  add("secret", '1', 3);
  Assembly assembly(target_, rules_, std::move(table_), false);
  Report report;
  assembly.build(report);
  EXPECT_EQ(report.findings[0].primary().reach, Reach::unknown);
  EXPECT_FALSE(report.findings[0].primary().head_known);
}

TEST_F(AssembleTest, AFileIsNoMatterOfGit) {
  Entry& entry = table_.entry(0, "secret");
  entry.add("secret", {});
  const auto at = table_.add_object({{}, ObjectType::file, "a"});
  entry.kept.push_back({at, Place::content, 1, 1, 1, 5});
  const Report report = build();
  EXPECT_EQ(report.findings[0].primary().reach, Reach::none);
  EXPECT_EQ(report.findings[0].primary().path, "a");
  EXPECT_TRUE(objects_.empty());
}

TEST_F(AssembleTest, AContentOfANoteIsPlacedThere) {
  add("secret", '1', 1);
  origin('1', "aa/bb", 'a', 1, false, Reach::note);
  EXPECT_EQ(build().findings[0].primary().place, Place::note);
}

TEST_F(AssembleTest, WhatStoodThereBeforeIsNoNews) {
  add("old", '1', 1);
  add("both", '1', 1);
  add("both", '2', 1);
  target_.old = id('1');
  const Report report = build();
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].secret, "both");
  ASSERT_EQ(report.findings[0].locations.size(), 1u);
  EXPECT_EQ(report.findings[0].primary().object, id('2'));
}

TEST_F(AssembleTest, HeldBackFindingsAreCountedAndShownWhenAsked) {
  add("a", '1', 1, Suppression::placeholder);
  add("b", '1', 1, Suppression::placeholder);
  add("c", '1', 1, Suppression::invalid);
  FindingTable copy = table_;
  const Report quiet = build();
  EXPECT_TRUE(quiet.findings.empty());
  EXPECT_TRUE(quiet.suppressed.empty());
  EXPECT_TRUE(objects_.empty());
  EXPECT_EQ(quiet.held_back.at(Suppression::placeholder), 2u);
  EXPECT_EQ(quiet.held_back.at(Suppression::invalid), 1u);
  table_ = std::move(copy);
  const Report loud = build(true);
  EXPECT_EQ(loud.suppressed.size(), 3u);
  EXPECT_EQ(objects_.size(), 1u);
}

TEST_F(AssembleTest, OneSightingThatCountsIsEnough) {
  add("a", '1', 1, Suppression::placeholder);
  add("a", '2', 2);
  table_.entry(0, "a").reason = Suppression::placeholder;
  const Report report = build();
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].suppression, Suppression::no);
  EXPECT_EQ(report.findings[0].locations.size(), 1u);
  EXPECT_TRUE(report.held_back.empty());
}

// A part of the public contract: 32 hex digits of SHA-256 over id, NUL, secret.
TEST_F(AssembleTest, FingerprintsDependOnRuleAndSecretOnly) {
  add("secret", '1', 1);
  const std::string first = build().findings[0].fingerprint;
  EXPECT_EQ(first, "ab94d47bca902f3749fa4fc9813f0526");
  add("secret", '2', 99);
  origin('2', "elsewhere", 'c', 7);
  EXPECT_EQ(build().findings[0].fingerprint, first);
  add("secret2", '1', 1);
  EXPECT_NE(build().findings[0].fingerprint, first);
}

// The report does not depend on which worker met which object first.
TEST_F(AssembleTest, TheOrderOfOccurrencesDoesNotMatter) {
  std::vector<std::pair<char, std::uint32_t>> objects = {
      {'1', 5}, {'2', 5}, {'3', 2}, {'4', 8}};
  places_[id('1')] = {{"a", id('a'), 50, false, Reach::ref, "r", 1}};
  places_[id('2')] = {{"a", id('b'), 30, false, Reach::ref, "r", 2}};
  places_[id('3')] = {{"a", id('c'), 40, false, Reach::ref, "r", 3},
                      {"b", id('c'), 40, false, Reach::ref, "r", 3}};
  places_[id('4')] = {{"a", id('d'), 30, false, Reach::ref, "r", 4}};
  std::string expected;
  do {
    for (const auto& [object, line] : objects) add("secret", object, line);
    const Report report = build();
    std::string all;
    for (const Location& at : report.findings[0].locations) {
      all += at.path + ":" + std::to_string(at.line) + " " + at.object.hex() +
             " " + at.commit.hex() + " " + std::to_string(at.author_time) +
             "\n";
    }
    if (expected.empty()) expected = all;
    EXPECT_EQ(all, expected);
  } while (std::next_permutation(objects.begin(), objects.end()));
}

TEST_F(AssembleTest, ExcludedPathsAreTakenOutOfFindings) {
  add("a", '1', 1);
  add("b", '2', 1);
  origin('1', "vendor/x", 'a', 1);
  origin('1', "src/x", 'b', 2);
  origin('2', "vendor/y", 'a', 1);
  Report report = build();
  ScanOptions options;
  options.exclude = {"vendor/*"};
  hold_back(report, target_, options);
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_THAT(told(report.findings[0]), ElementsAre("src/x:1 b"));
  ASSERT_EQ(report.suppressed.size(), 1u);
  EXPECT_EQ(report.suppressed[0].suppression, Suppression::allowlist);
  EXPECT_FALSE(report.suppressed[0].locations.empty());
  EXPECT_EQ(report.held_back.at(Suppression::allowlist), 1u);
}

TEST_F(AssembleTest, TheBaselineHoldsBack) {
  add("a", '1', 1);
  add("b", '2', 1);
  Report report = build();
  const std::string accepted = report.findings[0].fingerprint;
  const auto baseline = filter::parse_baseline(accepted + " acme x\n", "b");
  ASSERT_TRUE(baseline.ok()) << baseline.status();
  ScanOptions options;
  options.baseline = &*baseline;
  hold_back(report, target_, options);
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_NE(report.findings[0].fingerprint, accepted);
  EXPECT_EQ(report.suppressed[0].suppression, Suppression::baseline);
  EXPECT_EQ(report.held_back.at(Suppression::baseline), 1u);
}

TEST_F(AssembleTest, LineHashesAreForThoseWhoAskAndForContent) {
  add("acme", '1', 2);
  Report report = build();
  complete_findings(report, target_, false);
  EXPECT_EQ(report.findings[0].primary().author, "Ann");
  EXPECT_EQ(report.findings[0].primary().line_hash, "");
  complete_findings(report, target_, true);
  EXPECT_NE(report.findings[0].primary().line_hash, "");
  report.findings[0].locations[0].place = Place::file_name;
  report.findings[0].locations[0].line_hash = "";
  complete_findings(report, target_, true);
  EXPECT_EQ(report.findings[0].primary().line_hash, "");
}

}  // namespace
}  // namespace patrol::scan
