// SPDX-License-Identifier: Apache-2.0
#include "scan/rank.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/rules.h"

namespace patrol::scan {
namespace {

using ::testing::ElementsAre;

const Rule& rule(Severity severity, Confidence confidence,
                 const std::string& id) {
  static std::vector<std::unique_ptr<Rule>> rules;
  rules.push_back(std::make_unique<Rule>(test::make_rule(id, "x")));
  rules.back()->severity = severity;
  rules.back()->confidence = confidence;
  return *rules.back();
}

Finding finding(const std::string& name, const Rule& rule, Proof proof,
                bool in_head, const std::string& path = "p",
                std::uint32_t line = 1) {
  Finding finding;
  finding.rule = &rule;
  finding.fingerprint = name;
  finding.verdict.proof = proof;
  finding.locations.resize(1);
  finding.locations[0].in_head = in_head;
  finding.locations[0].path = path;
  finding.locations[0].line = line;
  return finding;
}

std::vector<std::string> ranked(std::vector<Finding> findings) {
  rank_findings(findings);
  std::vector<std::string> names;
  for (const Finding& each : findings) names.push_back(each.fingerprint);
  return names;
}

TEST(Rank, ProvedThenSevereThenInHeadThenSure) {
  const Rule& mild = rule(Severity::low, Confidence::low, "a");
  const Rule& severe = rule(Severity::critical, Confidence::low, "b");
  const Rule& sure = rule(Severity::critical, Confidence::high, "c");
  std::vector<Finding> findings = {
      finding("1 proved", mild, Proof::valid, false),
      finding("2 sure in head", sure, Proof::none, true),
      finding("3 in head", severe, Proof::none, true),
      finding("4 sure", sure, Proof::none, false),
      finding("5 severe", severe, Proof::none, false),
      finding("6 mild", mild, Proof::none, true),
  };
  std::mt19937 random(1);
  for (int i = 0; i < 50; ++i) {
    std::shuffle(findings.begin(), findings.end(), random);
    ASSERT_THAT(ranked(findings),
                ElementsAre("1 proved", "2 sure in head", "3 in head", "4 sure",
                            "5 severe", "6 mild"));
  }
}

TEST(Rank, EqualsGoByRulePlaceAndFingerprint) {
  const Rule& a = rule(Severity::low, Confidence::low, "a");
  const Rule& b = rule(Severity::low, Confidence::low, "b");
  std::vector<Finding> findings = {
      finding("3", a, Proof::none, false, "p", 1),
      finding("4", a, Proof::none, false, "p", 1),
      finding("2", a, Proof::none, false, "p", 2),
      finding("1", a, Proof::none, false, "q", 1),
      finding("0", b, Proof::none, false, "a", 1),
  };
  std::mt19937 random(2);
  for (int i = 0; i < 50; ++i) {
    std::shuffle(findings.begin(), findings.end(), random);
    ASSERT_THAT(ranked(findings), ElementsAre("3", "4", "2", "1", "0"));
  }
}

}  // namespace
}  // namespace patrol::scan
