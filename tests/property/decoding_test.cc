// SPDX-License-Identifier: Apache-2.0
//
// However a token is encoded, and whatever stands around it, it is found, in
// bytes that say it.
#include <gtest/gtest.h>

#include "scan/examiner.h"
#include "support/encoded.h"
#include "support/rules.h"

namespace patrol {
namespace {

// `depth` times, in words that all encodings have.
std::string hidden(const std::string& token, unsigned depth,
                   test::Random& random) {
  std::string text = token;
  for (unsigned i = 0; i < depth; ++i) {
    const std::string words =
        random.word(8 + random.below(60), "abc xyz") + " ";
    text = test::encoded(words + text + " ", test::any_encoding(random),
                         random);
  }
  return text;
}

TEST(Decoding, FindsATokenInAnyEncoding) {
  auto engine = scan::Engine::compile(
      {{test::make_rule("token", "\\bt0k_[0-9]{9}\\b")}});
  ASSERT_TRUE(engine.ok()) << engine.status();
  test::Random random(31);
  for (int i = 0; i < 2000; ++i) {
    SCOPED_TRACE("PATROL_SEED=" + std::to_string(test::seed()) + ", text " +
                 std::to_string(i));
    const std::string token = "t0k_" + random.word(9, "0123456789");
    const std::string before = random.word(random.below(300), "ab \"=;:.,<>(");
    const auto depth = static_cast<unsigned>(1 + random.below(3));
    // A next line of digits alone would be taken for the last one of them.
    const std::string text = before + " " + hidden(token, depth, random) + "\n." +
                             random.word(random.below(99), "ab \"=;:.,<>(\n");
    auto examiner = scan::Examiner::create(**engine, {});
    ASSERT_TRUE(examiner.ok()) << examiner.status();
    (*examiner)->examine({.path = "", .content = text});
    const scan::FindingTable table = (*examiner)->take_table();
    ASSERT_EQ(table.entries().size(), 1u) << text;
    const scan::Entry& entry = table.entries().begin()->second;
    EXPECT_EQ(entry.secret, token);
    ASSERT_EQ(entry.kept.size(), 1u) << text;
    EXPECT_FALSE(entry.kept.front().encodings.empty());
    EXPECT_GE(text.find(entry.raw), before.size());
    EXPECT_NE(text.find(entry.raw), text.npos);
  }
}

}  // namespace
}  // namespace patrol
