// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "unit/report/sample_report.h"

namespace patrol::report {
namespace {

using nlohmann::json;
using testing::empty_report;
using testing::SampleReport;
using testing::written;

constexpr char kFirstFinding[] = R"json({
  "fingerprint": "0123456789abcdef0123456789abcdef",
  "rule": "acme-token", "name": "Acme token",
  "provider": "acme", "provider_name": "Acme",
  "severity": "critical", "confidence": "high", "tags": ["acme"],
  "grants": "Reads and writes every project.",
  "remedy": {
    "revoke": "Open Settings > Tokens and delete it.",
    "rotate": "Create a new one, deploy it,\n  then delete the old one.",
    "page": "https://acme.example/docs/tokens"},
  "verdict": {"proof": "valid", "kind": "checksum", "labels": [],
    "reason": null, "facts": [{"name": "token_kind", "value": "classic"}]},
  "suppression": null, "also": [], "path_hint": null,
  "secret": "ghp_**** (40 characters)",
  "locations": [{
    "place": "content", "path": "src/config.py",
    "line": 3, "column": 9, "end_line": 3, "end_column": 49,
    "object": "1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b",
    "commit": "c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0",
    "author": "Jane Doe <jane@example.com>",
    "author_time": "2024-01-02T03:04:05Z",
    "in_head": true, "reach": "ref", "ref": "refs/heads/main",
    "ignored": false, "line_hash": "1131fd5871777f34:1"}]
})json";

TEST(JsonReport, OfACleanScanIsThisText) {
  EXPECT_EQ(written("json", empty_report()),
            R"({"schema_version":"1.0",
"tool":{"name":"patrol","version":"0.1.0"},
"scan":{"target":"git","path":"/srv/repo","selection":"whole history",)"
            R"("repository_url":null,"head_commit":null,"head_ref":null,)"
            R"("start_time":"2024-01-02T03:03:20Z",)"
            R"("end_time":"2024-01-02T03:04:05Z","partial":false},
"findings":[],
"summary":{"findings":0,)"
            R"("by_severity":{"critical":0,"high":0,"medium":0,"low":0},)"
            R"("by_proof":{"valid":0,"none":0,"invalid":0},"suppressed":{}},
"coverage":{"complete":true,"blobs":1234,"trees":0,"commits":1,"tags":0,)"
            R"("files":0,"bytes":1250000,"not_read":{},"gaps":[]}}
)");
}

TEST(JsonReport, TellsAllOfAFinding) {
  SampleReport sample;
  const json report = json::parse(written("json", sample.get()));
  ASSERT_EQ(report["findings"].size(), 3u);
  EXPECT_EQ(report["findings"][0], json::parse(kFirstFinding));
  EXPECT_EQ(report["findings"][1]["locations"].size(), 7u);
}

TEST(JsonReport, ShowsSuppressedFindingsOnlyWhenAsked) {
  SampleReport sample;
  const json plain = json::parse(written("json", sample.get()));
  EXPECT_FALSE(plain.contains("suppressed"));
  EXPECT_EQ(plain["summary"]["suppressed"],
            (json{{"invalid", 9}, {"baseline", 1}}));
  const json full =
      json::parse(written("json", sample.get(), {.show_suppressed = true}));
  ASSERT_EQ(full["suppressed"].size(), 1u);
  EXPECT_EQ(full["suppressed"][0]["suppression"], "baseline");
}

TEST(JsonReport, ShowsSecretsOnlyWhenAsked) {
  SampleReport sample;
  const json report =
      json::parse(written("json", sample.get(), {.show_secrets = true}));
  EXPECT_EQ(report["findings"][0]["secret"], testing::kToken);
}

TEST(JsonReport, TellsTheBytesOfAPathThatIsNotUtf8) {
  SampleReport sample;
  sample.get().findings[0].locations[0].path = "a\xFF b";
  const json report = json::parse(written("json", sample.get()));
  const json& at = report["findings"][0]["locations"][0];
  EXPECT_EQ(at["path"], "a\xEF\xBF\xBD b");
  EXPECT_EQ(at["path_encoded"], "a%FF%20b");
}

TEST(JsonReport, MarksAnInterruptedScanAsPartial) {
  Report report = empty_report();
  report.interrupted = true;
  EXPECT_EQ(json::parse(written("json", report))["scan"]["partial"], true);
}

TEST(NdjsonReport, HasOneFindingALineAndASummaryAtTheEnd) {
  SampleReport sample;
  std::istringstream lines(
      written("ndjson", sample.get(), {.show_suppressed = true}));
  std::vector<std::string> types;
  for (std::string line; std::getline(lines, line);) {
    types.push_back(json::parse(line)["type"]);
  }
  EXPECT_EQ(types, (std::vector<std::string>{"finding", "finding", "finding",
                                             "suppressed", "summary"}));
}

TEST(NdjsonReport, OfACleanScanIsTheSummaryLine) {
  const std::string text = written("ndjson", empty_report());
  EXPECT_EQ(text.find('\n'), text.size() - 1);
  EXPECT_TRUE(text.starts_with(R"({"type":"summary","schema_version":"1.0",)"));
}

}  // namespace
}  // namespace patrol::report
