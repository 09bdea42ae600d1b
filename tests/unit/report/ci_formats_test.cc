// SPDX-License-Identifier: Apache-2.0
//
// What the formats for CI servers do about the limits of their readers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "unit/report/sample_report.h"

namespace patrol::report {
namespace {

using testing::empty_report;
using testing::finding_of;
using ::testing::HasSubstr;
using testing::location_of;
using ::testing::Not;
using testing::SampleReport;
using testing::written;

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; ++n) ++at;
  return n;
}

Report report_of(const Rule& rule, std::size_t findings) {
  Report report = empty_report();
  for (std::size_t i = 0; i < findings; ++i) {
    report.findings.push_back(
        finding_of(rule, testing::kToken, location_of("a%,:", 7)));
  }
  return report;
}

TEST(GithubReport, EscapesWhatWouldEndAProperty) {
  const Rule rule = testing::rule_of("a", "A: b, c", Severity::high);
  const std::string text = written("github", report_of(rule, 1));
  EXPECT_THAT(text, HasSubstr("::error file=a%25%2C%3A,line=7,endLine=7,col=8,"
                              "endColumn=48,title=A%3A b%2C c::A: b, c '"));
}

TEST(GithubReport, TellsTenOfALevelAndCountsTheRest) {
  const Rule rule = testing::rule_of("a", "A", Severity::critical);
  const std::string text = written("github", report_of(rule, 14));
  EXPECT_EQ(count(text, "::error "), 10u);
  EXPECT_EQ(count(text, "::notice "), 1u);
  EXPECT_THAT(text, HasSubstr("4 findings more than GitHub shows"));
  const Rule low = testing::rule_of("a", "A", Severity::low);
  EXPECT_EQ(count(written("github", report_of(low, 14)), "::notice "), 10u);
}

TEST(GithubReport, WarnsOfGapsWithinTheTen) {
  const Rule rule = testing::rule_of("a", "A", Severity::medium);
  Report report = report_of(rule, 14);
  report.coverage.add_gap(GapReason::unreadable, "x");
  const std::string text = written("github", report);
  EXPECT_EQ(count(text, "::warning "), 10u);
  EXPECT_THAT(text, HasSubstr("::warning title=Not everything was read::"));
}

TEST(JunitReport, OfACleanScanHasACaseThatPassed) {
  const std::string text = written("junit", empty_report());
  EXPECT_THAT(text, HasSubstr("tests=\"1\" failures=\"0\" errors=\"0\""));
  EXPECT_THAT(text, HasSubstr("name=\"no secrets found\""));
}

TEST(JunitReport, CountsWhatWasNotReadAsAnError) {
  SampleReport sample;
  const std::string text = written("junit", sample.get());
  EXPECT_THAT(text, HasSubstr("tests=\"4\" failures=\"3\" errors=\"1\""));
  EXPECT_THAT(text, HasSubstr("<error type=\"missing-object\""));
  EXPECT_THAT(text, Not(HasSubstr("excluded\"")));
}

TEST(MarkdownReport, StaysBelowWhatAJobSummaryTakes) {
  const Rule rule = testing::rule_of("a", "A", Severity::low);
  Report report = empty_report();
  for (std::size_t i = 0; i < 3000; ++i) {
    report.findings.push_back(finding_of(rule, testing::kToken,
                                         location_of(std::string(900, '<'), 1)));
  }
  const std::string text = written("markdown", report);
  EXPECT_LT(text.size(), std::size_t{1} << 20);
  EXPECT_THAT(text, HasSubstr("more** do not fit"));
  EXPECT_THAT(text, HasSubstr("### What to do"));
}

TEST(GitlabReport, NamesTheSameSecretTheSameEveryNight) {
  SampleReport sample;
  const auto ids = [&] {
    const auto report = nlohmann::json::parse(written("gitlab", sample.get()));
    return report["vulnerabilities"][0]["id"];
  };
  const auto first = ids();
  sample.get().findings[0].locations[0].line = 99;
  EXPECT_EQ(ids(), first);
  sample.get().findings[0].fingerprint[0] = 'f';
  EXPECT_NE(ids(), first);
}

}  // namespace
}  // namespace patrol::report
