// SPDX-License-Identifier: Apache-2.0
#include "decode/region.h"

#include <gtest/gtest.h>

#include "support/encoded.h"

namespace patrol::decode {
namespace {

const std::string kText = "some text, then key=VALUE and the rest of it";

std::optional<DecodedText> decoded(const std::string& source, std::size_t at,
                                   Encoding encoding) {
  return decode(source, find_region(source, {at, encoding}));
}

std::string text_of(const std::string& source, std::size_t at,
                    Encoding encoding) {
  const auto text = decoded(source, at, encoding);
  return text ? text->text() : "none";
}

// What stands in `source` for VALUE.
std::string source_of_value(const std::string& source, std::size_t at,
                            Encoding encoding) {
  const auto text = decoded(source, at, encoding);
  if (!text) return "none";
  const std::size_t begin = text->text().find("VALUE");
  if (begin == std::string::npos) return "no value in " + text->text();
  return std::string(text->source_of({begin, begin + 5}).of(source));
}

TEST(Region, IsDecodedWithTheLineAroundIt) {
  EXPECT_EQ(text_of("x\nkey: " + base::encode_base64(kText) + "' # more\ny", 7,
                    Encoding::base64),
            "key: " + kText + "' # more");
  EXPECT_EQ(text_of("key=" + base::encode_hex(kText) + ";", 4, Encoding::hex),
            "key=" + kText + ";");
  EXPECT_EQ(text_of("a %3D b\\x41%22\nc%3D", 2, Encoding::percent),
            "a = b\\x41\"");
  EXPECT_EQ(text_of("\\u0041\\\"\\\\u0042\\u20ac", 0, Encoding::escape),
            "A\"\\u0042\\u20ac");
  EXPECT_EQ(text_of("&#x41;&#66;&quot;&amp;&unknown;", 0, Encoding::entity),
            "AB\"&&unknown;");
}

TEST(Region, KnowsWhereEachByteCameFrom) {
  // "=VALUE " is in the middle of groups: V begins in the second digit of one.
  const std::string source = "v: " + base::encode_base64(kText);
  const std::size_t at = kText.find("VALUE");
  EXPECT_EQ(source_of_value(source, 3, Encoding::base64),
            source.substr(3 + at * 4 / 3, (5 * 4 + 2) / 3 + 1));
  EXPECT_EQ(source_of_value(base::encode_hex(kText), 0, Encoding::hex),
            base::encode_hex("VALUE"));
  EXPECT_EQ(source_of_value("k%3DVAL%55E%20", 1, Encoding::percent), "VAL%55E");
  EXPECT_EQ(source_of_value("\\u003dVALUE", 0, Encoding::escape), "VALUE");
  EXPECT_EQ(source_of_value("&#61;VAL&#x55;E", 0, Encoding::entity),
            "VAL&#x55;E");
}

TEST(Region, GoesOnOverTheLinesOfWrappedDigits) {
  const std::string digits = base::encode_base64(kText);
  for (const char* feed : {"\n", "\r\n", "\n    ", "\\n", "\\r\\n",
                           "\" +\n  \"", "\"\n\"", "\\\n", "\\n\" \\\n \""}) {
    const std::string source = "\"" + test::wrapped(digits, 20, feed) + "\"";
    EXPECT_EQ(text_of(source, 1, Encoding::base64), "\"" + kText + "\"")
        << feed;
  }
}

TEST(Region, EndsWithItsDigits) {
  const std::string line = base::encode_base64("fifteen bytes..");
  EXPECT_EQ(text_of(line + "\nname: x", 0, Encoding::base64),
            "fifteen bytes..");
  EXPECT_EQ(text_of(line + "\nend of it", 0, Encoding::base64),
            "fifteen bytes..");
  EXPECT_EQ(text_of(line + "\n\n" + line, 0, Encoding::base64),
            "fifteen bytes..");
  // Digits of the other alphabet are of another text.
  EXPECT_EQ(text_of(base::encode_base64("~~~>>>AAAAAAAAA") + "-rest", 0,
                    Encoding::base64),
            "~~~>>>AAAAAAAAA-rest");
}

TEST(Region, SaysTextUntilAControlCharacter) {
  EXPECT_EQ(text_of(base::encode_base64("a text that ends\x01 here"), 0,
                    Encoding::base64),
            "a text that ends");
  EXPECT_EQ(text_of(base::encode_base64(std::string("\0\1\2\3 a text", 11)), 0,
                    Encoding::base64),
            "none");
}

TEST(Region, OfUtf16IsText) {
  const std::string source =
      base::encode_base64(test::as_utf16(kText));
  const auto text = decoded(source, 0, Encoding::base64);
  ASSERT_TRUE(text);
  EXPECT_TRUE(text->is_utf16());
  EXPECT_EQ(text->text(), kText);
  EXPECT_EQ(source_of_value(source, 0, Encoding::base64).size(), 14u);
}

TEST(Region, TellsWhatWasEncoded) {
  const auto text = decoded("ab%3Dcd", 2, Encoding::percent);
  ASSERT_TRUE(text);
  EXPECT_FALSE(text->was_encoded({0, 2}));
  EXPECT_TRUE(text->was_encoded({1, 3}));
  EXPECT_FALSE(text->was_encoded({3, 5}));
}

// Longer ones are regions that follow each other.
TEST(Region, HasABound) {
  const std::string source(kMostEncoded + 1000, 'Q');
  const Region region = find_region(source, {0, Encoding::base64});
  EXPECT_EQ(region.encoded.size(), kMostEncoded);
  EXPECT_TRUE(region.goes_on);
  EXPECT_FALSE(find_region(source, {5000, Encoding::base64}).goes_on);
}

}  // namespace
}  // namespace patrol::decode
