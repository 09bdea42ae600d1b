// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "base/digest.h"
#include "base/gzip.h"
#include "base/hex.h"
#include "report/sarif_parts.h"
#include "unit/report/sample_report.h"

namespace patrol::report {
namespace {

using nlohmann::json;
using testing::empty_report;
using testing::finding_of;
using ::testing::HasSubstr;
using testing::id_of;
using testing::location_of;
using ::testing::Not;
using testing::SampleReport;
using testing::written;

json run_of(const Report& report, const WriteOptions& options = {}) {
  return json::parse(written("sarif", report, options))["runs"][0];
}

TEST(SarifReport, OfACleanScanHasEmptyListsOfRulesAndResults) {
  const json run = run_of(empty_report());
  EXPECT_EQ(run["results"], json::array());
  EXPECT_EQ(run["tool"]["driver"]["rules"], json::array());
  EXPECT_EQ(run["columnKind"], "utf16CodeUnits");
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], true);
  EXPECT_FALSE(run["invocations"][0].contains("toolExecutionNotifications"));
}

TEST(SarifReport, ListsOnlyRulesWithResultsSortedById) {
  SampleReport sample;
  const json run = run_of(sample.get());
  const json& rules = run["tool"]["driver"]["rules"];
  ASSERT_EQ(rules.size(), 2u);
  EXPECT_EQ(rules[0]["id"], "acme-key");
  EXPECT_EQ(rules[1]["id"], "acme-token");
  EXPECT_EQ(rules[1]["name"], "AcmeToken");
  for (const json& result : run["results"]) {
    EXPECT_EQ(rules[result["ruleIndex"].get<std::size_t>()]["id"],
              result["ruleId"]);
  }
}

TEST(SarifReport, GivesEachSeverityTheScoreThatRanksIt) {
  for (const auto& [severity, score] :
       {std::pair{Severity::critical, "9.5"}, std::pair{Severity::high, "8.0"},
        std::pair{Severity::medium, "5.5"}, std::pair{Severity::low, "3.0"}}) {
    const Rule rule = testing::rule_of("a", "A", severity);
    Report report = empty_report();
    report.findings = {finding_of(rule, testing::kToken, location_of("a", 1))};
    EXPECT_EQ(run_of(report)["tool"]["driver"]["rules"][0]["properties"]
                            ["security-severity"],
              score);
  }
}

TEST(SarifReport, HelpsWithRevokingAndRotating) {
  SampleReport sample;
  const json run = run_of(sample.get());
  const json& help = run["tool"]["driver"]["rules"][1]["help"];
  const std::string text = help["text"], markdown = help["markdown"];
  EXPECT_THAT(text, HasSubstr("1. Revoke. Open Settings > Tokens and"));
  EXPECT_THAT(text, HasSubstr("2. Rotate. Create a new one, deploy it, then"));
  EXPECT_THAT(text, HasSubstr("https://acme.example/docs/tokens"));
  EXPECT_THAT(markdown, HasSubstr("1. **Revoke.** Open Settings"));
}

TEST(SarifReport, TellsTheProofByTheLevelOfTheResult) {
  SampleReport sample;
  sample.get().findings[2].verdict.known_example = true;
  const json results = run_of(sample.get())["results"];
  EXPECT_EQ(results[0]["level"], "error");
  EXPECT_EQ(results[1]["level"], "warning");
  EXPECT_EQ(results[2]["level"], "note");
}

TEST(SarifReport, PlacesAResultByEncodedUriAndUtf16Columns) {
  SampleReport sample;
  const json result = run_of(sample.get())["results"][1];
  EXPECT_EQ(result["locations"].size(), 1u);
  const json& place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "old%20dir/caf%C3%A9.py");
  EXPECT_EQ(place["region"], (json{{"startLine", 7},
                                   {"startColumn", 8},
                                   {"endLine", 7},
                                   {"endColumn", 48}}));
  EXPECT_EQ(result["relatedLocations"].size(), 4u);
  EXPECT_EQ(result["properties"]["occurrences"], 7);
}

TEST(SarifReport, SaysInTheMessageWhatCountsFirst) {
  SampleReport sample;
  const json results = run_of(sample.get())["results"];
  EXPECT_EQ(results[0]["message"]["text"],
            "Acme token 'ghp_**** (40 characters)' (checksum valid), added in "
            "commit 'c0c0c0c0c0c0', still in HEAD; it tells: token kind "
            "classic.");
  EXPECT_EQ(results[2]["message"]["text"],
            "Acme key '-----BEGIN EC PRIVATE KEY-----**** (84 characters)' "
            "(not proved, expired) in a commit message, added in commit "
            "'c0c0c0c0c0c0', reachable from no ref (dangling commit).");
}

TEST(SarifReport, TracksAlertsByLineHashAndByFingerprint) {
  SampleReport sample;
  const json results = run_of(sample.get())["results"];
  EXPECT_EQ(
      results[0]["partialFingerprints"],
      (json{{"primaryLocationLineHash", "1131fd5871777f34:1"},
            {"secretFingerprint/v1", "0123456789abcdef0123456789abcdef"}}));
  EXPECT_FALSE(
      results[1]["partialFingerprints"].contains("primaryLocationLineHash"));
}

TEST(SarifReport, KeepsAlertsOfMessagesApartByTheirFingerprint) {
  SampleReport sample;
  const json result = run_of(sample.get())["results"][2];
  EXPECT_EQ(
      result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
      ".git/commit-message");
  EXPECT_EQ(result["partialFingerprints"]["primaryLocationLineHash"],
            "0123456789abcdef:1");
}

TEST(SarifReport, LeavesOutSuppressedFindingsEvenWhenAskedForThem) {
  SampleReport sample;
  const json run = run_of(sample.get(), {.show_suppressed = true});
  EXPECT_EQ(run["results"].size(), 3u);
}

TEST(SarifReport, NeverShowsSecretsOrAuthors) {
  SampleReport sample;
  const std::string text =
      written("sarif", sample.get(), {.show_secrets = true});
  EXPECT_THAT(text, Not(HasSubstr(testing::kToken)));
  EXPECT_THAT(text, Not(HasSubstr("jane@example.com")));
  EXPECT_THAT(text, Not(HasSubstr("Jane Doe")));
}

TEST(SarifReport, NotifiesOfGapsAndStillCallsTheScanSuccessful) {
  SampleReport sample;
  sample.get().interrupted = true;
  const json invocation = run_of(sample.get())["invocations"][0];
  EXPECT_EQ(invocation["executionSuccessful"], true);
  const json& notes = invocation["toolExecutionNotifications"];
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_EQ(notes[0]["descriptor"]["id"], "partial");
  EXPECT_EQ(notes[1]["descriptor"]["id"], "missing-object");
  EXPECT_EQ(notes[1]["level"], "warning");
}

TEST(SarifReport, KeepsTheCategoriesOfWholeAndPartialScansApart) {
  const auto category = [](std::string target, std::string selection) {
    Report report = empty_report();
    report.target = std::move(target);
    report.selection = std::move(selection);
    return run_of(report)["automationDetails"]["id"].get<std::string>();
  };
  EXPECT_EQ(category("git", "whole history"), "patrol/history/");
  EXPECT_EQ(category("git", "staged"), "patrol/changes/");
  EXPECT_EQ(category("git", "range A..B"), "patrol/changes/");
  EXPECT_EQ(category("dir", ""), "patrol/directory/");
  EXPECT_EQ(category("stdin", ""), "patrol/directory/");
}

TEST(SarifReport, NamesTheRepositoryAndItsHead) {
  SampleReport sample;
  EXPECT_EQ(run_of(sample.get())["versionControlProvenance"][0],
            (json{{"repositoryUri", "https://example.com/acme/repo"},
                  {"revisionId", id_of(0xee).hex()},
                  {"branch", "refs/heads/main"},
                  {"mappedTo", {{"uriBaseId", "%SRCROOT%"}}}}));
}

TEST(SarifReport, CutsAtTheMostResultsThatARunMayHaveAndSaysSo) {
  SampleReport sample;
  const json run = json::parse(github_sarif(
      sample.get(), {.results = 2, .kept = 1, .packed_bytes = 1 << 20}))["runs"][0];
  EXPECT_EQ(run["results"].size(), 2u);
  EXPECT_EQ(run["tool"]["driver"]["rules"].size(), 1u);  // of the results
  const json& note = run["invocations"][0]["toolExecutionNotifications"][0];
  EXPECT_EQ(note["descriptor"]["id"], "too-many-results");
  EXPECT_EQ(note["message"]["text"],
            "1 finding left out: a run may have no more results. The worst are "
            "here.");
  EXPECT_EQ(run["invocations"][0]["toolExecutionNotifications"][1]["descriptor"]
               ["id"],
            "results-not-kept");
  EXPECT_EQ(SarifLimits().results, 25000u);  // of code scanning
  EXPECT_EQ(SarifLimits().kept, 5000u);
}

TEST(SarifReport, LeavesOutTheLeastUntilItIsSmallEnoughForAnUpload) {
  SampleReport sample;
  Report& report = sample.get();
  const Finding finding = report.findings[0];
  for (int i = 0; i < 500; ++i) {
    report.findings.push_back(finding);
    report.findings.back().fingerprint = base::encode_hex(base::sha256(std::to_string(i)));
  }
  const std::size_t limit = 16 << 10;
  const std::string log =
      github_sarif(report, {.results = 400, .kept = 400, .packed_bytes = limit});
  EXPECT_LE(base::gzip(log).size(), limit);
  const json run = json::parse(log)["runs"][0];
  EXPECT_LT(run["results"].size(), 400u);
  EXPECT_GT(run["results"].size(), 50u);
  EXPECT_EQ(run["invocations"][0]["toolExecutionNotifications"][0]["descriptor"]
               ["id"],
            "too-many-results");
}

TEST(SarifReport, KeepsAlertsOfOneLineApart) {
  SampleReport sample;
  std::vector<Finding>& findings = sample.get().findings;
  findings.resize(1);
  findings.push_back(findings[0]);
  findings[1].fingerprint = std::string(32, 'f');
  const json results = run_of(sample.get())["results"];
  const auto hash = [&](std::size_t i) {
    return results[i]["partialFingerprints"]["primaryLocationLineHash"];
  };
  EXPECT_EQ(hash(0), "1131fd5871777f34:1");
  EXPECT_EQ(hash(1), "ffffffffffffffff:1");
  std::swap(findings[0], findings[1]);
  EXPECT_EQ(run_of(sample.get())["results"][1], results[0]);
}

TEST(SarifReport, ForOtherReadersHasAllPlacesAndWhatWasHeldBack) {
  SampleReport sample;
  const json run = run_of(sample.get(), {.show_suppressed = true,
                                         .sarif_profile = SarifProfile::generic});
  EXPECT_EQ(run["properties"]["profile"], "generic");
  const json& results = run["results"];
  ASSERT_EQ(results.size(), 4u);
  EXPECT_EQ(results[1]["locations"].size(), 7u);
  EXPECT_FALSE(results[1].contains("relatedLocations"));
  EXPECT_EQ(results[0]["suppressions"], json::array());
  EXPECT_EQ(results[3]["suppressions"][0]["justification"], "baseline");
  EXPECT_FALSE(run_of(sample.get(), {.sarif_profile = SarifProfile::generic})
                   ["results"][0].contains("suppressions"));
}

TEST(SarifReport, OfAHistoryThatIsNotWholeClosesNoAlertsOfTheWholeOne) {
  for (const GapReason reason :
       {GapReason::shallow_history, GapReason::missing_object,
        GapReason::corrupt_object, GapReason::too_large}) {
    Report report = empty_report();
    report.coverage.add_gap(reason, "x");
    EXPECT_EQ(run_of(report)["automationDetails"]["id"], "patrol/partial/");
  }
  Report report = empty_report();
  report.coverage.add_gap(GapReason::excluded, "x");
  EXPECT_EQ(run_of(report)["automationDetails"]["id"], "patrol/history/");
  report.interrupted = true;
  EXPECT_EQ(run_of(report)["automationDetails"]["id"], "patrol/partial/");
}

TEST(SarifReport, OfSomeRulesOrPathsClosesNoAlertsOfAll) {
  Report report = empty_report();
  report.narrowed = true;
  EXPECT_EQ(run_of(report)["automationDetails"]["id"], "patrol/partial/");
  report.target = "dir";
  EXPECT_EQ(run_of(report)["automationDetails"]["id"], "patrol/partial/");
}

TEST(SarifReport, NeverEndsARegionBeforeItsStart) {
  SampleReport sample;
  Location& at = sample.get().findings[0].locations[0];
  at.line = at.end_line = at.utf16_column = at.utf16_end_column = 0;
  const json result = run_of(sample.get())["results"][0];
  EXPECT_EQ(result["locations"][0]["physicalLocation"]["region"],
            (json{{"startLine", 1},
                  {"startColumn", 1},
                  {"endLine", 1},
                  {"endColumn", 1}}));
}

TEST(SarifMessage, EscapesLinksAndPlaceholders) {
  EXPECT_EQ(sarif_message("see [x](1) {0}\n"), "see \\[x\\](1) {{0}}\\x0a");
}

}  // namespace
}  // namespace patrol::report
