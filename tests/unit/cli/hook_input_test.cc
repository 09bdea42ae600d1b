// SPDX-License-Identifier: Apache-2.0
#include "cli/hook_input.h"

#include <gtest/gtest.h>

namespace patrol::cli {
namespace {

const std::string kOne(40, '1'), kTwo(40, '2'), kNone(40, '0');

TEST(PrePush, TellsWhatIsPushedAndWhatIsThere) {
  const auto push = parse_pre_push("refs/heads/a " + kOne + " refs/heads/b " +
                                   kTwo + "\n");
  ASSERT_TRUE(push.ok()) << push.status();
  ASSERT_EQ(push->refs.size(), 1u);
  EXPECT_EQ(push->refs[0].id.hex(), kOne);
  EXPECT_EQ(push->refs[0].name, "refs/heads/b");
  ASSERT_EQ(push->known.size(), 1u);
  EXPECT_EQ(push->known[0].hex(), kTwo);
}

TEST(PrePush, OfANewRefNothingIsThere) {
  const auto push =
      parse_pre_push("HEAD " + kOne + " refs/heads/b " + kNone + "\n");
  ASSERT_TRUE(push.ok()) << push.status();
  EXPECT_EQ(push->refs.size(), 1u);
  EXPECT_TRUE(push->known.empty());
}

TEST(PrePush, ADeletionBringsNothing) {
  const auto push =
      parse_pre_push("(delete) " + kNone + " refs/heads/b " + kTwo + "\n");
  ASSERT_TRUE(push.ok()) << push.status();
  EXPECT_TRUE(push->refs.empty());
}

TEST(PreReceive, HasItsOwnOrder) {
  const auto push = parse_pre_receive(kTwo + " " + kOne + " refs/heads/b\n" +
                                      kNone + " " + kTwo + " refs/tags/t\n");
  ASSERT_TRUE(push.ok()) << push.status();
  ASSERT_EQ(push->refs.size(), 2u);
  EXPECT_EQ(push->refs[0].id.hex(), kOne);
  EXPECT_EQ(push->refs[1].name, "refs/tags/t");
  EXPECT_EQ(push->known.size(), 1u);
}

TEST(PreReceive, TakesIdsOfSha256) {
  const std::string id(64, 'a');
  const auto push = parse_pre_receive(std::string(64, '0') + " " + id + " r\n");
  ASSERT_TRUE(push.ok()) << push.status();
  EXPECT_EQ(push->refs[0].id.hex(), id);
}

TEST(PreReceive, RefusesOtherLines) {
  for (const std::string& lines :
       {std::string("x\n"), kOne + " " + kTwo + "\n",
        kOne + " " + kTwo + " a b\n", kOne + " HEAD refs/heads/b\n",
        std::string(39, '1') + " " + kTwo + " b\n"}) {
    EXPECT_FALSE(parse_pre_receive(lines).ok()) << lines;
  }
}

TEST(CommitMessage, EndsWhereGitCutsIt) {
  const std::string scissors =
      "# ------------------------ >8 ------------------------\n";
  EXPECT_EQ(message_to_keep("a\nb\n" + scissors + "diff"), "a\nb\n");
  EXPECT_EQ(message_to_keep("; ------------------------ >8 "
                            "------------------------"),
            "");
  const std::string quoted = "a\n> " + scissors;
  EXPECT_EQ(message_to_keep(quoted), quoted);
  EXPECT_EQ(message_to_keep("a\n"), "a\n");
}

}  // namespace
}  // namespace patrol::cli
