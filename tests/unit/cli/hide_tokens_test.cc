// SPDX-License-Identifier: Apache-2.0
#include "cli/hide_tokens.h"

#include <gtest/gtest.h>

#include "support/scratch.h"

namespace patrol::cli {
namespace {

TEST(HideTokens, MasksLongRunsOfLettersAndDigits) {
  EXPECT_EQ(hide_tokens("not expected: k3yk3yk3yk3yk3yk3y/+="),
            "not expected: k3yk****");
  EXPECT_EQ(hide_tokens("a\n--max-size: 'k3yk3yk3yk3yk3yk3yk3y' is no size\n"),
            "a\n--max-size: 'k3yk****' is no size\n");
}

TEST(HideTokens, LeavesWordsAndShortNamesAlone) {
  for (const char* text :
       {"", "\n", "a", "internationalization-of-messages", "file-1-of-2.json",
        "x.toml:12:3: unknown key 'patern' in [[rule]]"}) {
    EXPECT_EQ(hide_tokens(text), text);
  }
}

TEST(HideTokens, LeavesPathsThatExist) {
  const test::Scratch scratch;
  const std::string file =
      scratch.write("a folder/number-1-of-twenty.toml", "");
  EXPECT_EQ(hide_tokens(file + ":3:1: wrong"), file + ":3:1: wrong");
  EXPECT_EQ(hide_tokens("no " + scratch / "file-2.toml"),
            "no " + scratch / "file-2.toml");
}

}  // namespace
}  // namespace patrol::cli
