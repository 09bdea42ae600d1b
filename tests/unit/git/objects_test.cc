// SPDX-License-Identifier: Apache-2.0
#include "git/objects.h"

#include <gtest/gtest.h>

#include <string>

namespace patrol::git {
namespace {

const std::string kId(40, '1');
const std::string kOther(40, 'a');

TEST(ParseId, Takes40Or64HexDigits) {
  EXPECT_EQ(parse_id(kOther).hex(), kOther);
  EXPECT_EQ(parse_id(std::string(64, 'F')).hex(), std::string(64, 'f'));
  EXPECT_TRUE(parse_id("").empty());
  EXPECT_TRUE(parse_id(std::string(39, '1')).empty());
  EXPECT_TRUE(parse_id(std::string(41, '1')).empty());
  EXPECT_TRUE(parse_id(std::string(39, '1') + "g").empty());
  EXPECT_TRUE(parse_id(std::string(38, '1') + " 1").empty());
}

// The ids of the empty blob and the empty tree, as in git's own t/oid-info.
TEST(IdOf, IsTheHashOfTypeSizeAndContent) {
  EXPECT_EQ(id_of(ObjectType::blob, "", 20).hex(),
            "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  EXPECT_EQ(id_of(ObjectType::tree, "", 20).hex(),
            "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  EXPECT_EQ(id_of(ObjectType::blob, "", 32).hex(),
            "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813");
}

TEST(ParseCommit, ReadsAnOrdinaryOne) {
  const std::string text =
      "tree " + kId + "\nparent " + kOther + "\nparent " + kId +
      "\nauthor Ann Ot Her <ann@host.example> 1700000000 +0100\n"
      "committer Cid <cid@host.example> 1700000060 -0800\n"
      "gpgsig -----BEGIN\n line\n -----END\n\nsubject\n\nbody\n";
  const auto commit = parse_commit(text);
  ASSERT_TRUE(commit);
  EXPECT_EQ(commit->tree.hex(), kId);
  ASSERT_EQ(commit->parents.size(), 2u);
  EXPECT_EQ(commit->parents[0].hex(), kOther);
  EXPECT_EQ(commit->author, "Ann Ot Her <ann@host.example>");
  EXPECT_EQ(commit->author_time, 1700000000);
  EXPECT_EQ(commit->committer_time, 1700000060);
  EXPECT_EQ(text.substr(commit->message), "subject\n\nbody\n");
}

TEST(ParseCommit, NeedsATree) {
  EXPECT_FALSE(parse_commit(""));
  EXPECT_FALSE(parse_commit("\n"));
  EXPECT_FALSE(parse_commit("tree 123\n\nmessage"));
  EXPECT_FALSE(parse_commit("author A <a> 1 +0000\n\nmessage"));
  EXPECT_FALSE(parse_commit("\ntree " + kId + "\n"));  // in the message
}

TEST(ParseCommit, OddSignaturesGiveWhatTheyHave) {
  const auto author = [](const std::string& line) {
    const std::string content = "tree " + kId + "\nauthor " + line;
    const auto commit = parse_commit(content);  // its views are of `content`
    EXPECT_TRUE(commit);
    return commit ? std::string(commit->author) + "|" +
                        std::to_string(commit->author_time)
                  : "";
  };
  EXPECT_EQ(author("A <a@b> 12 +0000"), "A <a@b>|12");
  EXPECT_EQ(author("<> 12 +0000"), "<>|12");
  EXPECT_EQ(author("A > B <a@b> 12"), "A > B <a@b>|12");
  EXPECT_EQ(author("no address 12 +0000"), "|0");
  EXPECT_EQ(author("A <a@b>"), "A <a@b>|0");
  EXPECT_EQ(author("A <a@b> -5 +0000"), "A <a@b>|-5");
  EXPECT_EQ(author("A <a@b> soon"), "A <a@b>|0");
  EXPECT_EQ(author("A <a@b> 99999999999999999999999999"), "A <a@b>|0");
  EXPECT_EQ(author(""), "|0");
}

TEST(ParseCommit, BadParentsAreLeftOut) {
  const auto commit = parse_commit("tree " + kId + "\nparent \nparent zz\n" +
                                   "parent " + kOther);
  ASSERT_TRUE(commit);
  ASSERT_EQ(commit->parents.size(), 1u);
  EXPECT_EQ(commit->parents[0].hex(), kOther);
}

TEST(ParseCommit, WithoutABlankLineTheMessageIsEmpty) {
  const std::string text = "tree " + kId + "\nauthor A <a> 1 +0000";
  EXPECT_EQ(parse_commit(text)->message, text.size());
  EXPECT_EQ(parse_commit(text + "\n\n")->message, text.size() + 2);
}

TEST(ParseTag, ReadsItsTargetAndMessage) {
  const std::string text = "object " + kId +
                           "\ntype commit\ntag v1\n"
                           "tagger A <a> 1 +0000\n\nrelease\n";
  const auto tag = parse_tag(text);
  ASSERT_TRUE(tag);
  EXPECT_EQ(tag->target.hex(), kId);
  EXPECT_EQ(text.substr(tag->message), "release\n");
  EXPECT_FALSE(parse_tag(""));
  EXPECT_FALSE(parse_tag("type commit\n\nobject " + kId));
  EXPECT_FALSE(parse_tag("object 12\n\n"));
}

std::string entry(std::string_view mode, std::string_view name) {
  return std::string(mode) + " " + std::string(name) + '\0' +
         std::string(20, '\x11');
}

// The names of a tree, and "!" when it does not end well.
std::string names(std::string_view content, std::size_t id_size = 20) {
  TreeReader reader(content, id_size);
  TreeEntry each;
  std::string all;
  while (reader.next(each)) all += std::string(each.name) + ",";
  return all + (reader.clean() ? "" : "!");
}

TEST(TreeReader, ReadsModesNamesAndIds) {
  const std::string tree = entry("40000", "dir") + entry("100644", "a b") +
                           entry("160000", "module") + entry("120000", "link");
  TreeReader reader(tree, 20);
  TreeEntry each;
  ASSERT_TRUE(reader.next(each));
  EXPECT_TRUE(each.is_tree());
  EXPECT_EQ(each.name, "dir");
  EXPECT_EQ(each.id.hex(), kId);
  EXPECT_EQ(each.raw, entry("40000", "dir"));
  ASSERT_TRUE(reader.next(each));
  EXPECT_EQ(each.mode, 0100644u);
  EXPECT_EQ(each.name, "a b");
  EXPECT_FALSE(each.is_tree());
  ASSERT_TRUE(reader.next(each));
  EXPECT_TRUE(each.is_submodule());
  ASSERT_TRUE(reader.next(each));
  EXPECT_EQ(each.mode, 0120000u);
  EXPECT_FALSE(reader.next(each));
  EXPECT_TRUE(reader.clean());
}

TEST(TreeReader, AnEmptyTreeIsClean) { EXPECT_EQ(names(""), ""); }

TEST(TreeReader, OddNamesAreNames) {
  EXPECT_EQ(names(entry("100644", "")), ",");
  EXPECT_EQ(names(entry("100644", "../x\n")), "../x\n,");
  EXPECT_EQ(names(entry("040000", "padded")), "padded,");
}

TEST(TreeReader, StopsWhereTheBytesStopMakingSense) {
  const std::string good = entry("100644", "a");
  for (std::size_t size = 1; size < good.size(); ++size) {
    EXPECT_EQ(names(good.substr(0, size)), "!") << size;
    EXPECT_EQ(names(good + good.substr(0, size)), "a,!") << size;
  }
  EXPECT_EQ(names(entry("100648", "a")), "!");  // no octal digit
  EXPECT_EQ(names(entry("-1", "a")), "!");
  EXPECT_EQ(names(entry("77777777", "a")), "!");  // too long a mode
  EXPECT_EQ(names(std::string("100644a\0", 8) + std::string(20, 'x')), "!");
  EXPECT_EQ(names(std::string(40, '\0')), "!");
  EXPECT_EQ(names(std::string(40, '\xff')), "!");
}

TEST(TreeReader, IdsMayBeOfSha256) {
  const std::string tree = std::string("100644 a\0", 9) + std::string(32, 'x');
  EXPECT_EQ(names(tree, 32), "a,");
  EXPECT_EQ(names(tree.substr(0, tree.size() - 1), 32), "!");
}

}  // namespace
}  // namespace patrol::git
