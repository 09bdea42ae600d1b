// SPDX-License-Identifier: Apache-2.0
#include "base/utf16.h"

#include <gtest/gtest.h>

#include <string>

namespace patrol::base {
namespace {

std::string encode(std::u16string_view text, bool little) {
  std::string out;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8);
    out += little ? low : high;
    out += little ? high : low;
  }
  return out;
}

TEST(Utf16, AByteOrderMarkDecidesAndIsLeftOut) {
  EXPECT_EQ(utf16_to_utf8(encode(u"\uFEFFkey", true)), "key");
  EXPECT_EQ(utf16_to_utf8(encode(u"\uFEFFkey", false)), "key");
  EXPECT_EQ(utf16_to_utf8("\xFF\xFE"), "");
}

TEST(Utf16, WithoutAMarkTheZerosOfAsciiDecide) {
  EXPECT_EQ(utf16_to_utf8(encode(u"password=x", true)), "password=x");
  EXPECT_EQ(utf16_to_utf8(encode(u"password=x", false)), "password=x");
}

TEST(Utf16, AFewOtherCharactersDoNotHideThatItIsUtf16) {
  const std::u16string text = u"this is a longer text with one \u20AC in it";
  EXPECT_EQ(utf16_to_utf8(encode(text, true)),
            "this is a longer text with one \xE2\x82\xAC in it");
}

// However it is cut, pairs and units too.
TEST(Utf16, PiecesGiveWhatTheWholeGives) {
  for (const bool little : {true, false}) {
    std::string all = encode(u"\uFEFFkey \U0001F511 = \xD83D x \xDC00", little);
    all += encode(u"\xD83D", little) + "y";
    for (std::size_t size = 2; size < all.size(); ++size) {
      auto decoder = Utf16Decoder::detect(all);
      ASSERT_TRUE(decoder.has_value());
      std::string out;
      for (std::size_t at = 0; at < all.size(); at += size - 1) {
        decoder->decode(std::string_view(all).substr(at, size - 1), out);
      }
      decoder->finish(out);
      EXPECT_EQ(out, utf16_to_utf8(all));
    }
  }
}

TEST(Utf16, OtherTextsAreLeftAlone) {
  EXPECT_EQ(utf16_to_utf8(""), std::nullopt);
  EXPECT_EQ(utf16_to_utf8("plain text, long enough to be looked at"),
            std::nullopt);
  EXPECT_EQ(utf16_to_utf8(std::string(64, '\0')), std::nullopt);
  EXPECT_EQ(utf16_to_utf8(std::string("a\0b\0", 4)), std::nullopt);  // short
  std::string binary;
  for (int i = 0; i < 400; ++i) binary += static_cast<char>(i * 7 % 5);
  EXPECT_EQ(utf16_to_utf8(binary), std::nullopt);
}

TEST(Utf16, PairsOfSurrogatesAreOneCharacter) {
  EXPECT_EQ(utf16_to_utf8(encode(u"\uFEFF\U0001F511", true)),
            "\xF0\x9F\x94\x91");
}

TEST(Utf16, BrokenSurrogatesBecomeReplacementCharacters) {
  const std::string replaced = "\xEF\xBF\xBD";
  const std::u16string lone_high{0xFEFF, 0xD83D, 'a'};
  EXPECT_EQ(utf16_to_utf8(encode(lone_high, true)), replaced + "a");
  const std::u16string lone_low{0xFEFF, 0xDD11, 'a'};
  EXPECT_EQ(utf16_to_utf8(encode(lone_low, true)), replaced + "a");
  const std::u16string two_high{0xFEFF, 0xD83D, 0xD83D, 0xDD11};
  EXPECT_EQ(utf16_to_utf8(encode(two_high, true)),
            replaced + "\xF0\x9F\x94\x91");
  const std::u16string at_end{0xFEFF, 0xD83D};
  EXPECT_EQ(utf16_to_utf8(encode(at_end, false)), replaced);
}

TEST(Utf16, ALastOddByteIsDropped) {
  EXPECT_EQ(utf16_to_utf8(encode(u"\uFEFFkey", true) + "x"), "key");
  EXPECT_EQ(utf16_to_utf8(std::string("\xFF\xFE\x3D\xD8\x11", 5)),
            "\xEF\xBF\xBD");
}

TEST(Utf16, CharactersOfAllLengthsComeOut) {
  EXPECT_EQ(utf16_to_utf8(encode(u"\uFEFFA\u00E9\u20AC\U0010FFFF", false)),
            "A\xC3\xA9\xE2\x82\xAC\xF4\x8F\xBF\xBF");
}

}  // namespace
}  // namespace patrol::base
