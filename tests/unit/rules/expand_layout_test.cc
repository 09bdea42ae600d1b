// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "rules/loader.h"

namespace patrol::rules {
namespace {

TEST(ExpandLayout, DropsBlanksAndLineEnds) {
  EXPECT_EQ(expand_layout("\n a b\t{2}\r\n \f\v c\n"), "ab{2}c");
  EXPECT_EQ(expand_layout(""), "");
  EXPECT_EQ(expand_layout(" \n"), "");
}

TEST(ExpandLayout, DropsCommentsToTheEndOfTheLine) {
  EXPECT_EQ(expand_layout("a # b ( [ \n c"), "ac");
  EXPECT_EQ(expand_layout("a#"), "a");
  EXPECT_EQ(expand_layout("# only\n"), "");
}

TEST(ExpandLayout, ClassesKeepEverything) {
  EXPECT_EQ(expand_layout("[ #\t] x"), "[ #\t]x");
  EXPECT_EQ(expand_layout("[^ #] x"), "[^ #]x");
  EXPECT_EQ(expand_layout("[] #] x"), "[] #]x");  // ']' first is a member
  EXPECT_EQ(expand_layout("[^] #] x"), "[^] #]x");
  EXPECT_EQ(expand_layout("[a\\] #] x"), "[a\\] #]x");
  EXPECT_EQ(expand_layout("[[:space:] #] x"), "[[:space:] #]x");
  EXPECT_EQ(expand_layout("[[ ] x"), "[[ ]x");
  EXPECT_EQ(expand_layout("[a][ ] b"), "[a][ ]b");
}

TEST(ExpandLayout, EscapedLayoutStays) {
  EXPECT_EQ(expand_layout("a\\ b \\# c"), "a\\ b\\#c");
  EXPECT_EQ(expand_layout("\\[ #x\n ]"), "\\[]");  // no class begins here
  EXPECT_EQ(expand_layout("\\\\ a"), "\\\\a");
}

TEST(ExpandLayout, WhatIsNotClosedIsTakenAsItIs) {
  EXPECT_EQ(expand_layout("[a # b"), "[a # b");
  EXPECT_EQ(expand_layout("["), "[");
  EXPECT_EQ(expand_layout("[^"), "[^");
  EXPECT_EQ(expand_layout("a\\"), "a\\");
  EXPECT_EQ(expand_layout("[a\\"), "[a\\");
  EXPECT_EQ(expand_layout("[[:alpha"), "[[:alpha");
}

TEST(ExpandLayout, NulIsNoLayout) {
  EXPECT_EQ(expand_layout(std::string_view("a\0b", 3)),
            std::string_view("a\0b", 3));
}

}  // namespace
}  // namespace patrol::rules
