// SPDX-License-Identifier: Apache-2.0
#include "match/encoded_starts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/encoded.h"

namespace patrol::match {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<EncodedStart> starts_of(std::string_view text) {
  std::vector<EncodedStart> starts;
  find_encoded_starts(text, starts);
  std::sort(starts.begin(), starts.end(),
            [](const auto& a, const auto& b) { return a.at < b.at; });
  return starts;
}

EncodedStart start(std::size_t at, Encoding encoding) {
  return {at, encoding};
}

const std::string kText = "a text of some length";
const std::string kBase64 = base::encode_base64(kText);

TEST(EncodedStarts, AreDigitsThatSayText) {
  EXPECT_THAT(starts_of(kBase64), ElementsAre(start(0, Encoding::base64)));
  EXPECT_THAT(starts_of("k: " + base::encode_hex(kText)),
              ElementsAre(start(3, Encoding::hex)));
  EXPECT_THAT(starts_of(base::encode_base64(test::as_utf16(kText))),
              ElementsAre(start(0, Encoding::base64)));
  EXPECT_THAT(starts_of(kBase64.substr(0, 15)), IsEmpty());
  EXPECT_THAT(starts_of("x" + kBase64), IsEmpty()) << "other bytes";
  EXPECT_THAT(starts_of("this_is_an_identifier_of_some_length"), IsEmpty());
  EXPECT_THAT(starts_of("da39a3ee5e6b4b0d3255bfef95601890afd80709"), IsEmpty());
}

TEST(EncodedStarts, StandBehindEscapedLineFeedsAndHexSigns) {
  EXPECT_THAT(starts_of("\\n" + kBase64),
              ElementsAre(start(2, Encoding::base64)));
  EXPECT_THAT(starts_of("0x" + base::encode_hex(kText)),
              ElementsAre(start(2, Encoding::hex)));
  EXPECT_THAT(starts_of("0x" + base::encode_hex(kText).substr(0, 15)),
              IsEmpty());
}

TEST(EncodedStarts, AreEscapesOfWhatIsPrintable) {
  EXPECT_THAT(starts_of("%3D"), ElementsAre(start(0, Encoding::percent)));
  EXPECT_THAT(starts_of("\\x3d"), ElementsAre(start(0, Encoding::escape)));
  EXPECT_THAT(starts_of("\\u003d"), ElementsAre(start(0, Encoding::escape)));
  EXPECT_THAT(starts_of("&#61;"), ElementsAre(start(0, Encoding::entity)));
  EXPECT_THAT(starts_of("&quot;"), ElementsAre(start(0, Encoding::entity)));
  EXPECT_THAT(starts_of("%20 %d %ff \\x00 \\u20ac \\n &lt; & % \\"), IsEmpty());
}

// Many escapes of a line are one start, so that a memo has room for them.
TEST(EncodedStarts, AreTheFirstEscapesOfTheirKind) {
  EXPECT_THAT(starts_of("%3D%3D &#61;%3D"),
              ElementsAre(start(0, Encoding::percent),
                          start(7, Encoding::entity)));
  EXPECT_THAT(starts_of("%3D\n%3D"), ElementsAre(start(0, Encoding::percent),
                                                 start(4, Encoding::percent)));
  EXPECT_EQ(starts_of("%3D" + std::string(61, ' ') + "%3D").size(), 1u);
  EXPECT_EQ(starts_of("%3D" + std::string(62, ' ') + "%3D").size(), 2u);
}

// The bytes that a start depends on are those that the header says: the text
// may be cut around them.
TEST(EncodedStarts, DependOnNearBytesOnly) {
  test::Random random(21);
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    while (text.size() < 400) {
      text += random.once_in(2)
                  ? test::encoded(random.word(random.below(40), "ab {}\"=\n"),
                                  test::any_encoding(random), random)
                  : random.word(random.below(20), "abcXYZ019+/_-=%&\\#xun;. \n");
    }
    const std::vector<EncodedStart> whole = starts_of(text);
    const std::size_t begin = random.below(text.size());
    const std::size_t end = begin + random.below(text.size() - begin);
    const auto cut = starts_of(std::string_view(text).substr(begin, end - begin));
    const std::size_t feed = text.rfind('\n', begin);
    const std::size_t sure =
        feed == begin ? begin : begin == 0 ? 0 : begin + kEncodedReach + 1;
    auto shows = [&](const EncodedStart& s, std::size_t offset) {
      const std::size_t seen = offset + s.at + seen_width(s.encoding);
      return seen >= sure && seen <= end;
    };
    std::vector<EncodedStart> a, b;
    for (EncodedStart s : whole) {
      if (shows(s, 0)) a.push_back(s);
    }
    for (EncodedStart s : cut) {
      if (shows(s, begin)) b.push_back({s.at + begin, s.encoding});
    }
    ASSERT_EQ(a.size(), b.size()) << "PATROL_SEED=" << test::seed();
    ASSERT_TRUE(std::equal(a.begin(), a.end(), b.begin()));
  }
}

}  // namespace
}  // namespace patrol::match
