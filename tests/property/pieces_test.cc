// SPDX-License-Identifier: Apache-2.0
//
// The promise of scan/pieces.h: a text that is read as a stream and searched in
// pieces has the findings, lines and columns that it has as a whole.
#include <gtest/gtest.h>

#include <algorithm>

#include "scan/examiner.h"
#include "support/builtin_examples.h"
#include "support/encoded.h"
#include "support/random.h"
#include "support/rules.h"

namespace patrol {
namespace {

class TextStream : public ByteStream {
 public:
  explicit TextStream(std::string_view rest) : rest_(rest) {}
  std::size_t read(std::span<char> room) override {
    const std::size_t size = rest_.copy(room.data(), room.size());
    rest_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view rest_;
};

// Everything that was noted, an occurrence a line.
std::string told(scan::FindingTable table, const RuleSet& rules) {
  std::vector<std::string> all;
  for (const auto& [key, entry] : table.entries()) {
    for (const auto* list : {&entry.kept, &entry.held_back}) {
      for (const scan::Occurrence& o : *list) {
        all.push_back(rules.rules[entry.rule].id + " " + entry.secret + " " +
                      std::string(to_string(entry.verdict.proof)) + " " +
                      std::to_string(o.line) + ":" + std::to_string(o.column) +
                      "-" + std::to_string(o.end_line) + ":" +
                      std::to_string(o.end_column) +
                      (list == &entry.kept ? "" : " held back"));
      }
    }
  }
  std::sort(all.begin(), all.end());
  std::string lines;
  for (const std::string& line : all) lines += line + "\n";
  return lines;
}

// As the text begins: decoded, with a mark, binary.
std::string beginning(test::Random& random) {
  static const std::vector<std::string> ways = {
      "", "", "", "\xEF\xBB\xBF", std::string(1, '\0'), "\n", "a"};
  return random.pick(ways);
}

std::string as_utf16(const std::string& text) {
  std::string out = "\xFF\xFE";
  for (const char c : text) {
    out += c;
    out += '\0';
  }
  return out;
}

class Pieces : public ::testing::Test {
 protected:
  // What an examiner with pieces of this size tells of a stream, and one of
  // the text as it is.
  void compare(scan::Engine& engine, const std::string& text,
               const scan::PieceSize& size) {
    auto pieces = scan::Examiner::create(engine, {.piece = size});
    auto whole = scan::Examiner::create(engine, {});
    ASSERT_TRUE(pieces.ok() && whole.ok());
    TextStream stream(text);
    Object object{.type = ObjectType::file, .path = "a"};
    object.stream = &stream;
    (*pieces)->examine(object);
    object.stream = nullptr;
    object.content = text;
    (*whole)->examine(object);
    const std::string expected = told((*whole)->take_table(), engine.rules());
    found_ += static_cast<std::size_t>(
        std::count(expected.begin(), expected.end(), '\n'));
    EXPECT_EQ(told((*pieces)->take_table(), engine.rules()), expected)
        << "PATROL_SEED=" << test::seed() << ", pieces of " << size.own;
  }

  std::size_t found_ = 0;
};

TEST_F(Pieces, TellWhatTheWholeTells) {
  auto engine = scan::Engine::create({});
  ASSERT_TRUE(engine.ok()) << engine.status();
  const std::vector<std::string> examples = test::builtin_example_texts();
  test::Random random(9);
  for (int i = 0; i < 25 && !HasFailure(); ++i) {
    std::string text = beginning(random);
    const std::size_t size = 20000 + random.below(60000);
    while (text.size() < size) {
      const std::string& example = random.pick(examples);
      text += random.once_in(4)
                  ? test::encoded(example, test::any_encoding(random), random)
                  : example;
      text += random.once_in(3) ? "\n" : " ";
      if (random.once_in(4)) text += std::string(random.below(2000), 'a');
      if (random.once_in(9)) text += random.bytes(random.below(300));
    }
    if (random.once_in(5)) text = as_utf16(text);
    compare(**engine, text, {2000 + random.below(9000), 20000});
  }
  EXPECT_GT(found_, 500u);
}

// Matches that touch or could overlap, all over the borders of pieces; more of
// one secret than an object may have.
TEST_F(Pieces, MatchesFollowEachOtherFromTheBeginning) {
  auto engine = scan::Engine::compile(
      {{test::make_rule("pair", "kk"), test::make_rule("word", "\\bz[0-9]{3}\\b"),
        test::make_rule("run", "q[0-9q]{1,40}"),
        test::make_rule("line", "(?m)^w[0-9]+$")}});
  ASSERT_TRUE(engine.ok()) << engine.status();
  test::Random random(10);
  for (int i = 0; i < 25 && !HasFailure(); ++i) {
    std::string text;
    const std::size_t size = 10000 + random.below(30000);
    while (text.size() < size) {
      text += random.once_in(3)
                  ? std::string(random.below(900), 'k')
                  : random.word(random.below(60), "kzqw0123456789 \n");
    }
    compare(**engine, text, {1500 + random.below(5000), 9000});
  }
  EXPECT_GT(found_, 500u);
}

}  // namespace
}  // namespace patrol
