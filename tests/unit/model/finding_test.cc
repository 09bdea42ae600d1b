// SPDX-License-Identifier: Apache-2.0
#include "model/finding.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(FindingWords, JoinTwoWordsWithAHyphen) {
  EXPECT_EQ(to_string(Place::file_name), "file-name");
  EXPECT_EQ(to_string(Place::ref_name), "ref-name");
  EXPECT_EQ(to_string(Place::commit_message), "commit-message");
  EXPECT_EQ(to_string(Place::tag_message), "tag-message");
  EXPECT_EQ(to_string(Place::commit_header), "commit-header");
  EXPECT_EQ(to_string(Place::tag_header), "tag-header");
  EXPECT_EQ(to_string(Suppression::known_example), "known-example");
  EXPECT_EQ(to_string(Suppression::allow_comment), "allow-comment");
}

TEST(FindingWords, AreThoseOfTheEnumerators) {
  EXPECT_EQ(to_string(Place::content), "content");
  EXPECT_EQ(to_string(Place::note), "note");
  EXPECT_EQ(to_string(Reach::none), "none");
  EXPECT_EQ(to_string(Reach::index), "index");
  EXPECT_EQ(to_string(Reach::ref), "ref");
  EXPECT_EQ(to_string(Reach::stash), "stash");
  EXPECT_EQ(to_string(Reach::note), "note");
  EXPECT_EQ(to_string(Reach::replacement), "replacement");
  EXPECT_EQ(to_string(Reach::reflog), "reflog");
  EXPECT_EQ(to_string(Reach::dangling), "dangling");
  EXPECT_EQ(to_string(Reach::unknown), "unknown");
  EXPECT_EQ(to_string(Suppression::no), "no");
  EXPECT_EQ(to_string(Suppression::invalid), "invalid");
  EXPECT_EQ(to_string(Suppression::placeholder), "placeholder");
  EXPECT_EQ(to_string(Suppression::reference), "reference");
  EXPECT_EQ(to_string(Suppression::unlikely), "unlikely");
  EXPECT_EQ(to_string(Suppression::allowlist), "allowlist");
  EXPECT_EQ(to_string(Suppression::baseline), "baseline");
}

TEST(Finding, HasItsFirstLocationAsThePrimaryOne) {
  Finding finding;
  finding.locations.resize(2);
  finding.locations[0].path = "a";
  finding.locations[1].path = "b";
  EXPECT_EQ(finding.primary().path, "a");
}

TEST(DanglingKind, IsTheLastObjectThatLeadsThere) {
  Location at;
  EXPECT_EQ(dangling_kind(at), "");
  at.reach = Reach::dangling;
  EXPECT_EQ(dangling_kind(at), "blob");
  at.path = "a";
  EXPECT_EQ(dangling_kind(at), "tree");
  at.commit.size = 20;
  EXPECT_EQ(dangling_kind(at), "commit");
  at.place = Place::tag_message;
  EXPECT_EQ(dangling_kind(at), "tag");
}

}  // namespace
}  // namespace patrol
