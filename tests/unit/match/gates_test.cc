// SPDX-License-Identifier: Apache-2.0
#include "match/gates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "support/random.h"

namespace patrol::match {
namespace {

bool is_digit(char c) { return '0' <= c && c <= '9'; }

bool is_run(char c) {
  return is_digit(c) || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') ||
         std::string_view("_.+/-").find(c) != std::string_view::npos;
}

using Runs = std::vector<std::pair<std::size_t, std::size_t>>;

Runs runs_of(std::string_view text) {
  Gates gates;
  find_gates(text, gates);
  Runs all;
  for (const ValueRun& run : gates.values) all.emplace_back(run.begin, run.seen);
  return all;
}

// A byte at a time.
Runs plain_runs_of(std::string_view text) {
  Runs all;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end = std::find_if_not(begin, text.end(), is_run);
    const auto size = static_cast<std::size_t>(end - begin);
    const auto early =
        begin + static_cast<std::ptrdiff_t>(std::min<std::size_t>(size, 32));
    const auto digit = std::find_if(begin, early, is_digit);
    if (size >= 16 && digit != early) {
      all.emplace_back(
          at, at + std::max<std::size_t>(
                       16, static_cast<std::size_t>(digit - begin) + 1));
    }
    at += size + 1;
  }
  return all;
}

TEST(ValueRuns, HaveSixteenBytesAndAnEarlyDigit) {
  const std::string letters(16, 'x');
  EXPECT_EQ(runs_of("key = '0" + letters + "'"), (Runs{{7, 23}}));
  EXPECT_EQ(runs_of("0123456789abcdef"), (Runs{{0, 16}}));
  EXPECT_EQ(runs_of("0123456789abcde"), Runs{});
  EXPECT_EQ(runs_of(letters + letters), Runs{});
  EXPECT_EQ(runs_of(letters + "0"), (Runs{{0, 17}}));
  EXPECT_EQ(runs_of(std::string(31, 'x') + "0"), (Runs{{0, 32}}));
  EXPECT_EQ(runs_of(std::string(32, 'x') + "0"), Runs{});
  EXPECT_EQ(runs_of(""), Runs{});
}

using Spans = std::vector<Span>;

TEST(Gates, LongRunsAreWhole) {
  Gates gates;
  const std::string run(20, 'x'), longer(200, 'a');
  find_gates("=" + run + "=" + run.substr(1) + "=" + longer, gates);
  EXPECT_EQ(gates.runs, (Spans{{1, 21}, {42, 242}}));
  EXPECT_EQ(gates.digit_runs, (Spans{{42, 242}}));  // not looked at to its end
  find_gates("=" + run + "7=" + run, gates);
  EXPECT_EQ(gates.digit_runs, (Spans{{1, 22}}));
  find_gates("short", gates);
  EXPECT_EQ(gates.runs, Spans{});
}

TEST(Gates, AuthoritiesEndWithTheirAt) {
  Gates gates;
  const std::string text =
      "https://a:b@c http://x.y/@ ://@ redis://:" + std::string(70, 'p') +
      "@h ftp://u:p";
  find_gates(text, gates);
  EXPECT_EQ(gates.authorities,
            (Spans{{5, 12}, {27, 31}, {37, 37 + 4 + 71}}));
}

// Wherever it stands in a block of 64 bytes.
TEST(Gates, AuthoritiesAreFoundEverywhere) {
  for (std::size_t at = 0; at < 140; ++at) {
    for (const std::size_t after : {0, 1, 2, 3, 64, 130}) {
      Gates gates;
      find_gates(std::string(at, ' ') + "://a@" + std::string(after, ' '),
                 gates);
      ASSERT_EQ(gates.authorities, (Spans{{at, at + 5}})) << at << ' ' << after;
    }
  }
}

TEST(ValueRuns, AreThoseOfAPlainSearch) {
  test::Random random(2);
  for (int i = 0; i < 3000; ++i) {
    SCOPED_TRACE("PATROL_SEED=" + std::to_string(test::seed()));
    std::string text;
    for (std::size_t parts = random.below(20); parts > 0; --parts) {
      const std::size_t size = random.below(70);
      const bool any = random.once_in(5);
      for (std::size_t k = 0; k < size; ++k) {
        text += any                  ? static_cast<char>(random.below(256))
                : random.once_in(12) ? '7'
                                     : "azAZ_.+/-"[random.below(9)];
      }
      text += "=,@[`{:^ \xAA\xB5"[random.below(11)];
    }
    ASSERT_EQ(runs_of(text), plain_runs_of(text)) << text;
  }
}

}  // namespace
}  // namespace patrol::match
