// SPDX-License-Identifier: Apache-2.0
#include "base/expression.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace patrol::base {
namespace {

using Kind = Expression::Kind;

Expression read(std::string_view text) {
  const auto expression = read_expression(text);
  EXPECT_TRUE(expression) << text;
  return expression.value_or(Expression{});
}

// The bytes of an expression that is one class.
std::string bytes_of(std::string_view text) {
  std::string all;
  const Expression expression = read(text);
  for (const Expression* e : elements(expression)) {
    if (e->kind == Kind::nothing) continue;  // flags
    EXPECT_EQ(e->kind, Kind::bytes) << text;
    for (std::size_t c = 0; c < 256; ++c) {
      if (e->bytes[c]) all += static_cast<char>(c);
    }
  }
  return all;
}

TEST(Expression, ReadsClasses) {
  EXPECT_EQ(bytes_of("[a-c_x]"), "_abcx");
  EXPECT_EQ(bytes_of("[]a^-]"), "-]^a");
  EXPECT_EQ(bytes_of(R"([\d\-\]])"), "-0123456789]");
  EXPECT_EQ(bytes_of(R"(\x41\x{62}\t\.)"), "Ab\t.");
  EXPECT_EQ(bytes_of("(?i:aB)c"), "AaBbc");
  EXPECT_EQ(bytes_of("a(?i)b"), "aBb");
  EXPECT_EQ(bytes_of("[^\\n]").size(), 255u);
  EXPECT_EQ(bytes_of("(?s:.)").size(), 256u);
  EXPECT_EQ(bytes_of(".").size(), 255u);
}

TEST(Expression, ReadsRepeats) {
  const Expression e = read("a{2}b{3,}c{4,5}d*e+?f?x{,2}");
  const auto parts = elements(e);
  ASSERT_EQ(parts.size(), 11u);  // a brace without a number is a letter
  const std::pair<std::uint32_t, std::uint32_t> expected[] = {
      {2, 2}, {3, Expression::kEndless}, {4, 5},
      {0, Expression::kEndless}, {1, Expression::kEndless}, {0, 1}};
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    EXPECT_EQ(parts[i]->kind, Kind::repeat);
    EXPECT_EQ(parts[i]->least, expected[i].first) << i;
    EXPECT_EQ(parts[i]->most, expected[i].second) << i;
  }
  EXPECT_EQ(parts[6]->kind, Kind::bytes);
}

TEST(Expression, ReadsGroups) {
  EXPECT_EQ(read("a|b|").kind, Kind::alternatives);
  EXPECT_EQ(read("a|b|").parts.size(), 3u);
  EXPECT_EQ(elements(read("(?P<x>a(?:bc))d")).size(), 4u);
  const Expression places = read(R"(^\b$)");
  for (const Expression* e : elements(places)) {
    EXPECT_EQ(e->kind, Kind::nothing);
  }
}

TEST(Expression, RefusesWhatItDoesNotUnderstand) {
  for (const char* text :
       {"(", "a)", "[a", "*a", "a\\", R"(\pL)", R"(\1)", "(?m)^a", "(?=a)",
        "[[:alpha:]]", R"(\Qa\E)", R"([\d-z])", R"(\x{100})", "(?P<x"}) {
    EXPECT_FALSE(read_expression(text)) << text;
  }
  EXPECT_FALSE(read_expression(std::string(1000, '(')));
}

}  // namespace
}  // namespace patrol::base
