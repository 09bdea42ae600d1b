// SPDX-License-Identifier: Apache-2.0
#include "cli/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <CLI/CLI.hpp>

namespace patrol::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

// The arguments of a command line of the git command, outputs paired.
Arguments parse(std::vector<std::string> words) {
  CLI::App app;
  Arguments arguments;
  add_input_options(app, arguments.scan);
  add_exclude_option(app, arguments.scan);
  add_report_options(app, arguments.scan);
  add_git_options(app, arguments);
  std::reverse(words.begin(), words.end());
  app.parse(std::move(words));
  pair_outputs(app, arguments.scan);
  return arguments;
}

std::vector<std::pair<std::string, std::string>> reports(
    const std::vector<std::string>& words) {
  return parse(words).scan.reports;
}

TEST(PairOutputs, TextGoesToStandardOutputByDefault) {
  EXPECT_THAT(reports({}), ElementsAre(Pair("text", "")));
}

TEST(PairOutputs, AFormatGoesToTheOutputBehindIt) {
  EXPECT_THAT(reports({"-f", "json", "-o", "x"}),
              ElementsAre(Pair("json", "x")));
  EXPECT_THAT(reports({"-f", "json", "-o", "x", "-f", "sarif", "-o", "y"}),
              ElementsAre(Pair("json", "x"), Pair("sarif", "y")));
  EXPECT_THAT(reports({"--format=json", "--output=x", "-f", "text"}),
              ElementsAre(Pair("json", "x"), Pair("text", "")));
  EXPECT_THAT(reports({"-f", "text", "-f", "json", "-o", "x"}),
              ElementsAre(Pair("text", ""), Pair("json", "x")));
}

TEST(PairOutputs, AnOutputAloneGoesByItsExtension) {
  EXPECT_THAT(reports({"-o", "a.json", "-o", "b.sarif"}),
              ElementsAre(Pair("json", "a.json"), Pair("sarif", "b.sarif")));
  EXPECT_THAT(reports({"-f", "text", "-o", "x", "-o", "dir/b.sarif"}),
              ElementsAre(Pair("text", "x"), Pair("sarif", "dir/b.sarif")));
}

TEST(PairOutputs, ADashIsStandardOutput) {
  EXPECT_THAT(reports({"-f", "json", "-o", "-"}),
              ElementsAre(Pair("json", "")));
  EXPECT_THAT(reports({"-o", "-"}), ElementsAre(Pair("text", "")));
}

TEST(PairOutputs, AnOutputOfUnknownFormatIsAnError) {
  EXPECT_THROW(reports({"-o", "report"}), CLI::ValidationError);
  EXPECT_THROW(reports({"-o", "report.pdf"}), CLI::ValidationError);
  EXPECT_THROW(reports({"-o", ""}), CLI::ValidationError);
  EXPECT_THROW(reports({"-f", "json", "-o", "x", "-o", "y"}),
               CLI::ValidationError);
}

TEST(PairOutputs, TwoReportsCannotShareStandardOutput) {
  EXPECT_THROW(reports({"-f", "json", "-f", "sarif"}), CLI::ValidationError);
  EXPECT_THROW(reports({"-f", "json", "-o", "-", "-f", "text"}),
               CLI::ValidationError);
}

TEST(PairOutputs, TwoReportsCannotShareAFile) {
  EXPECT_THROW(reports({"-f", "json", "-o", "x", "-f", "sarif", "-o", "x"}),
               CLI::ValidationError);
}

TEST(Options, WrongValuesAreRefused) {
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"-f", "xml"},
           {"--max-size", "large"},
           {"--max-size", "0"},
           {"--fail-on", "some"},
           {"--exit-code", "126"},
           {"-j", "0"},
           {"-j", "many"},
           {"--config", "/nonexistent"},
           {"--config", "/etc/passwd", "--no-config"},
           {"--rules", "/nonexistent"},
           {"--colour", "maybe"},
           {"--reader", "git"},
           {"--staged", "--range", "A..B"},
           {"--staged", "--since", "yesterday"},
           {"--unknown"},
           {"one", "two"},
       }) {
    EXPECT_THROW(parse(words), CLI::ParseError) << words[0];
  }
}

TEST(Options, DefaultsAreThoseOfTheManual) {
  const Arguments a = parse({});
  EXPECT_EQ(a.repository, ".");
  EXPECT_EQ(a.scan.exit_code, 1);
  EXPECT_EQ(a.scan.fail_on, "");
  EXPECT_EQ(a.scan.max_size, "");
  EXPECT_TRUE(a.scan.rules.builtin);
  EXPECT_FALSE(a.scan.show_secrets);
  EXPECT_TRUE(a.git.whole_history());
  EXPECT_EQ(a.reader, "pack");
}

TEST(Options, RepeatedOptionsAreKeptInOrder) {
  const Arguments a =
      parse({"--range", "A..B", "--exclude", "x", "--range", "C", "--rule",
             "aws-*", "--exclude", "y", "path", "--no-builtin-rules"});
  EXPECT_THAT(a.git.ranges, ElementsAre("A..B", "C"));
  EXPECT_THAT(a.scan.exclude, ElementsAre("x", "y"));
  EXPECT_THAT(a.scan.rules.only, ElementsAre("aws-*"));
  EXPECT_EQ(a.repository, "path");
  EXPECT_FALSE(a.scan.rules.builtin);
  EXPECT_FALSE(a.git.whole_history());
}

}  // namespace
}  // namespace patrol::cli
