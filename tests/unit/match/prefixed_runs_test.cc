// SPDX-License-Identifier: Apache-2.0
#include "match/prefixed_runs.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "match/gates.h"

namespace patrol::match {
namespace {

std::vector<std::size_t> ends_in(std::string_view text) {
  Gates gates;
  find_gates(text, gates);
  std::vector<std::size_t> ends;
  find_prefixed(text, gates.digit_runs, [&](std::size_t end) { ends.push_back(end); });
  return ends;
}

const std::string kBody = std::string(kPrefixedBody - 1, 'x') + '7';
using Ends = std::vector<std::size_t>;

TEST(PrefixedRuns, BeginBehindASeparator) {
  EXPECT_EQ(ends_in("newco_" + kBody), Ends{26});
  EXPECT_EQ(ends_in("x newco-" + kBody + kBody + " y"), Ends{28});
  EXPECT_EQ(ends_in("newco_live_" + kBody), Ends{31});
}

TEST(PrefixedRuns, NeedAPrefixAndABody) {
  EXPECT_EQ(ends_in("newco" + kBody), Ends{});
  EXPECT_EQ(ends_in(kBody + kBody), Ends{});
  EXPECT_EQ(ends_in("newco." + kBody), Ends{});
  EXPECT_EQ(ends_in("newco_" + kBody.substr(1)), Ends{});
  EXPECT_EQ(ends_in("newco_" + kBody.substr(1) + "_7"), Ends{});
}

TEST(PrefixedRuns, NeedADigitAndALetterEarly) {
  const std::string letters(31, 'x');
  EXPECT_EQ(ends_in("newco_" + letters + "x"), Ends{});
  EXPECT_EQ(ends_in("newco_" + letters + "7"), Ends{38});
  EXPECT_EQ(ends_in("newco_x" + letters + "7"), Ends{});
  EXPECT_EQ(ends_in("newco_" + std::string(32, '7')), Ends{});
  EXPECT_EQ(ends_in("newco_7" + letters), Ends{26});
}

TEST(PrefixedRuns, OfOneRunAreAllTold) {
  const std::string text = "a_" + kBody + "-bb_" + kBody + "_" + kBody;
  EXPECT_EQ(ends_in(text), (Ends{22, 46, 67}));
}

}  // namespace
}  // namespace patrol::match
