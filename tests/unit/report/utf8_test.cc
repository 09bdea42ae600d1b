// SPDX-License-Identifier: Apache-2.0
#include "report/utf8.h"

#include <gtest/gtest.h>

namespace patrol::report {
namespace {

TEST(DecodeUtf8, ReadsOneToFourBytes) {
  EXPECT_EQ(decode_utf8("A", 0).value, U'A');
  EXPECT_EQ(decode_utf8("\xC3\xA9", 0).value, 0xE9u);
  EXPECT_EQ(decode_utf8("x\xE2\x82\xAC", 1).value, 0x20ACu);
  EXPECT_EQ(decode_utf8("\xF0\x9F\x98\x80", 0).value, 0x1F600u);
  EXPECT_EQ(decode_utf8("\xF0\x9F\x98\x80", 0).size, 4u);
}

TEST(DecodeUtf8, RefusesOverlongFormsSurrogatesAndCutSequences) {
  for (const std::string_view bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xF0\x80\x80\x80",
        "\xED\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82",
        "\xC3(", "\xFF"}) {
    EXPECT_EQ(decode_utf8(bad, 0).size, 0u);
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(CutUtf8, CutsNoSequence) {
  EXPECT_EQ(cut_utf8("caf\xC3\xA9", 5), "caf\xC3\xA9");
  EXPECT_EQ(cut_utf8("caf\xC3\xA9", 4), "caf");
  EXPECT_EQ(cut_utf8("\xC3\xA9", 0), "");
}

}  // namespace
}  // namespace patrol::report
