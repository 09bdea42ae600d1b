// SPDX-License-Identifier: Apache-2.0
#include "report/sarif_merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "unit/report/sample_report.h"

namespace patrol::report {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using testing::SampleReport;
using testing::written;

// The log of a shard that has found those of the sample's findings.
std::string shard(const std::vector<std::size_t>& which,
                  const WriteOptions& options = {}) {
  SampleReport sample;
  std::vector<Finding>& findings = sample.get().findings;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    findings[i].fingerprint = std::string(31, 'a') + std::to_string(i);
  }
  std::vector<Finding> kept;
  for (const std::size_t i : which) kept.push_back(findings[i]);
  findings = kept;
  return written("sarif", sample.get(), options);
}

json run_of(const std::vector<NamedLog>& logs, const SarifLimits& limits = {}) {
  const auto merged = merge_sarif(logs, limits);
  EXPECT_TRUE(merged.ok()) << merged.status();
  return json::parse(*merged)["runs"][0];
}

std::string complaint_of(const std::vector<NamedLog>& logs) {
  const auto merged = merge_sarif(logs);
  EXPECT_EQ(merged.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(merged.status().message());
}

TEST(SarifMerge, OfShardsIsWhatOneScanWouldHaveSaid) {
  const json whole = json::parse(shard({0, 1, 2}))["runs"][0];
  const json run = run_of({{"a", shard({2})}, {"b", shard({0, 1})}});
  EXPECT_EQ(run["results"], whole["results"]);
  EXPECT_EQ(run["tool"], whole["tool"]);
  EXPECT_EQ(run["automationDetails"], whole["automationDetails"]);
  EXPECT_EQ(run["invocations"], whole["invocations"]);
}

TEST(SarifMerge, TellsEachSecretOnceAndAddsUpWhatWasRead) {
  const json run = run_of({{"a", shard({0, 1})}, {"b", shard({1, 2})}});
  EXPECT_EQ(run["results"].size(), 3u);
  EXPECT_EQ(run["properties"]["findings"], 3);
  EXPECT_EQ(run["properties"]["coverage"]["blobs"], 2 * 1234);
  EXPECT_EQ(run["properties"]["coverage"]["complete"], false);
  EXPECT_EQ(run["properties"]["coverage"]["notRead"]["missing-object"], 2);
  EXPECT_EQ(run["invocations"][0]["toolExecutionNotifications"].size(), 1u);
}

TEST(SarifMerge, KeepsTheBetterPlaceAndTheLargerCount) {
  json gone = json::parse(shard({0}));
  json& result = gone["runs"][0]["results"][0];
  result["properties"]["inHead"] = false;
  result["properties"]["occurrences"] = 9;
  for (const bool first : {true, false}) {
    std::vector<NamedLog> logs = {{"a", gone.dump()}, {"b", shard({0})}};
    if (first) std::swap(logs[0], logs[1]);
    const json kept = run_of(logs)["results"][0];
    EXPECT_EQ(kept["properties"]["inHead"], true);
    EXPECT_EQ(kept["properties"]["occurrences"], 9);
  }
}

TEST(SarifMerge, DoesNotDependOnTheOrder) {
  const std::string a = shard({0, 2}), b = shard({1}), c = shard({2, 1});
  const std::string merged = *merge_sarif({{"a", a}, {"b", b}, {"c", c}});
  EXPECT_EQ(*merge_sarif({{"c", c}, {"a", a}, {"b", b}}), merged);
  EXPECT_EQ(*merge_sarif({{"a", merged}}), merged);
}

TEST(SarifMerge, CutsAtTheLimitsOfCodeScanningAndSaysSo) {
  const std::vector<NamedLog> logs = {{"a", shard({0})}, {"b", shard({1, 2})}};
  const json run = run_of(
      logs, {.results = 2, .kept = 1, .packed_bytes = 10 << 20});
  EXPECT_EQ(run["results"].size(), 2u);
  EXPECT_EQ(run["properties"]["findings"], 3);
  const std::string notes = run["invocations"][0].dump();
  EXPECT_THAT(notes, HasSubstr("1 finding left out"));
  EXPECT_THAT(notes, HasSubstr("results-not-kept"));
  const auto small = merge_sarif(
      logs, {.results = 9, .kept = 9, .packed_bytes = 100});
  EXPECT_EQ(json::parse(*small)["runs"][0]["results"], json::array());
}

TEST(SarifMerge, RefusesToMixWhatDoesNotBelongTogether) {
  const std::string good = shard({0});
  const std::string generic =
      shard({0}, {.sarif_profile = SarifProfile::generic});
  EXPECT_EQ(complaint_of({{"a", good}, {"b", generic}}),
            "b: the profile is 'generic', but 'github' in a; merge the logs of "
            "one scan, each of a part of it");
  const auto changed = [&](const char* path, const char* value) {
    json log = json::parse(good);
    log["runs"][0][json::json_pointer(path)] = value;
    return complaint_of({{"a", good}, {"b", log.dump()}});
  };
  EXPECT_THAT(changed("/automationDetails/id", "patrol/changes/"),
              HasSubstr("b: the category is 'patrol/changes/'"));
  EXPECT_THAT(changed("/versionControlProvenance/0/repositoryUri", "https://x"),
              HasSubstr("b: the repository is 'https://x'"));
  EXPECT_THAT(changed("/tool/driver/semanticVersion", "9.9.9"),
              HasSubstr("b: the version of patrol is '9.9.9'"));
}

TEST(SarifMerge, RefusesWhatPatrolHasNotWritten) {
  EXPECT_THAT(complaint_of({}), HasSubstr("no logs"));
  for (const char* text : {"", "[]", "{}", "{\"runs\":[]}", "{\"runs\":[{}]}",
                           "{\"runs\":{\"0\":{}}}", "{\"runs\":[[]]}"}) {
    EXPECT_THAT(complaint_of({{"a", text}}), HasSubstr("a: is no SARIF log"));
  }
  const json good = json::parse(shard({0}));
  const std::vector<std::pair<const char*, json>> changes = {
      {"/tool/driver/name", "other"},
      {"/tool/driver/rules", 7},
      {"/tool/driver/rules/0", json::object()},
      {"/results", json::object()},
      {"/results/0", nullptr},
      {"/results/0/ruleIndex", 1},
      {"/results/0/ruleIndex", -1},
      {"/results/0/ruleId", 5},
      {"/results/0/properties", "x"},
      {"/results/0/partialFingerprints", json::array()},
      {"/invocations", json::array()},
      {"/properties", nullptr}};
  for (const auto& [path, value] : changes) {
    json log = good;
    log["runs"][0][json::json_pointer(path)] = value;
    EXPECT_THAT(complaint_of({{"a", log.dump()}}),
                HasSubstr("a: is no SARIF log"))
        << path;
  }
}

}  // namespace
}  // namespace patrol::report
