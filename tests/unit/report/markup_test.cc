// SPDX-License-Identifier: Apache-2.0
#include "report/markup.h"

#include <gtest/gtest.h>

namespace patrol::report {
namespace {

TEST(XmlEscape, LeavesNoMarkupAndNothingThatXmlCannotHave) {
  EXPECT_EQ(xml_escape("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
  EXPECT_EQ(xml_escape("\x01\xFF"), "\\x01\\xff");
  EXPECT_EQ(xml_escape("\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD"),
            "\\ufffe\\uffff\xEF\xBF\xBD");
}

TEST(CsvField, DoublesQuotes) {
  EXPECT_EQ(csv_field("a \"b\", c"), "\"a \"\"b\"\", c\"");
  EXPECT_EQ(csv_field(""), "\"\"");
}

TEST(CsvField, IsNoFormula) {
  EXPECT_EQ(csv_field("=1+1"), "\"'=1+1\"");
  EXPECT_EQ(csv_field("@a"), "\"'@a\"");
  EXPECT_EQ(csv_field("  -2"), "\"'  -2\"");
  EXPECT_EQ(csv_field("\xEF\xBC\x9D" "1"), "\"'\xEF\xBC\x9D" "1\"");
  EXPECT_EQ(csv_field("a;=b"), "\"a;'=b\"");
  EXPECT_EQ(csv_field("a=b-c"), "\"a=b-c\"");
}

TEST(MarkdownCode, LeavesNothingThatMeansSomething) {
  EXPECT_EQ(markdown_code("a|b`c`<d>"),
            "<code>a&#124;b&#96;c&#96;&#60;d&#62;</code>");
  EXPECT_EQ(markdown_text("@ann #1 [x](y)"),
            "&#64;ann &#35;1 &#91;x&#93;&#40;y&#41;");
  EXPECT_EQ(markdown_text("src/a-b, caf\xC3\xA9"), "src/a-b, caf\xC3\xA9");
}

}  // namespace
}  // namespace patrol::report
