// SPDX-License-Identifier: Apache-2.0
//
// Searching what changed, against searching the whole: a version is made by a
// hostile delta, and must have the matches that it has without its base. The
// input is the size of the base, the base and the delta.
#include <string>
#include <vector>

#include "fuzz/check.h"
#include "git/pack.h"
#include "match/matcher.h"
#include "support/rules.h"

using namespace patrol;

namespace {

// Anchors that end, begin and look around in all ways, in bytes that fuzzers
// come upon soon.
struct Engine {
  Engine() {
    rules.rules = {
        test::make_rule("word", "\\bab[ab]{2,6}\\b"),
        test::make_rule("end", "aab$"),
        test::make_rule("begin", "(?m)^ba?b"),
        test::make_rule("lines", "(?s)ab.{0,9}ba"),
        test::make_rule("last", "bb[0-9]{1,3}(?:[^0-9]|\\z)"),
        test::make_rule("long", "(?P<secret>a0[^\\n]{0,40}0b)", "a0"),
        test::make_rule("tail", "b0(?s).*z", "b0"),
        test::make_rule("open", "b1[a-z]*1"),
    };
    auto compiled = match::Database::compile(rules, match::Target::any_machine);
    fuzz::require(compiled.ok(), "the rules compile");
    database = std::make_unique<match::Database>(*std::move(compiled));
    confirmer = std::make_unique<match::Confirmer>(rules, *database);
    auto created = match::Matcher::create(*database, *confirmer);
    fuzz::require(created.ok(), "there is a matcher");
    matcher = std::make_unique<match::Matcher>(*std::move(created));
  }

  RuleSet rules;
  std::unique_ptr<match::Database> database;
  std::unique_ptr<match::Confirmer> confirmer;
  std::unique_ptr<match::Matcher> matcher;
};

void check_plan(std::string_view text, std::size_t base_size,
                const std::vector<CopiedRun>& copied,
                const match::Reach& reach) {
  std::vector<match::Piece> pieces;
  match::plan_windows(text, base_size, copied, reach, pieces);
  std::size_t next = 0;
  for (const match::Piece& piece : pieces) {
    fuzz::require(piece.ends.begin == next, "pieces leave nothing out");
    fuzz::require(piece.ends.end >= next && piece.ends.end <= text.size(),
                  "and are ends of the text");
    next = piece.ends.end + 1;
    if (piece.carried) {
      const auto end = static_cast<std::ptrdiff_t>(piece.ends.end) + piece.shift;
      fuzz::require(end >= 0 && static_cast<std::size_t>(end) <= base_size,
                    "what is carried over is an end of the base");
    } else {
      fuzz::require(piece.text.end <= text.size() &&
                        piece.text.begin <= piece.ends.begin,
                    "what is searched lies in the text");
    }
  }
  fuzz::require(next == text.size() + 1, "all ends are in a piece");
}

bool same(const Match& a, const Match& b) {
  return a.rule == b.rule && a.whole == b.whole && a.secret == b.secret;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static Engine engine;
  std::string_view rest = fuzz::text_of(data, size);
  const std::string_view head = fuzz::take(rest, 4);
  if (head.size() < 4) return 0;
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned char>(head[i]);
  };
  const std::string_view base = fuzz::take(rest, byte(0) * 256u + byte(1));
  git::Buffer text;
  std::vector<CopiedRun> copied;
  if (!git::apply_delta(base, rest, 1 << 16, text, copied)) return 0;
  check_plan(text.view(), base.size(), copied, {byte(2), byte(3)});

  Memo memo;
  std::vector<Match> matches, expected;
  fuzz::require(
      engine.matcher->match(Object{.content = base, .memo = &memo}, matches)
          .ok(),
      "the base is searched");
  // Of a base with too many hits for a memo nothing is known.
  const Object version{.content = text.view(),
                       .base_size = base.size(),
                       .base_memo = memo.known ? &memo : nullptr,
                       .copied = copied};
  fuzz::require(engine.matcher->match(version, matches).ok(),
                "the version is searched");
  const std::vector<EncodedStart> encoded = engine.matcher->encoded();
  fuzz::require(engine.matcher->match(text.view(), expected).ok(),
                "and searched whole");
  fuzz::require(std::equal(matches.begin(), matches.end(), expected.begin(),
                           expected.end(), same),
                "both find the same");
  fuzz::require(encoded == engine.matcher->encoded(),
                "and the same encoded text");
  return 0;
}
