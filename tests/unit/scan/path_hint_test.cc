// SPDX-License-Identifier: Apache-2.0
#include "scan/path_hint.h"

#include <gtest/gtest.h>

namespace patrol::scan {
namespace {

TEST(PathHint, KnowsTestsDocsVendoredFilesAndLockFiles) {
  EXPECT_EQ(path_hint("src/tests/config.py"), "test");
  EXPECT_EQ(path_hint("pkg/server_test.go"), "test");
  EXPECT_EQ(path_hint("docs/setup.txt"), "documentation");
  EXPECT_EQ(path_hint("README.md"), "documentation");
  EXPECT_EQ(path_hint(".env.example"), "example");
  EXPECT_EQ(path_hint("web/node_modules/a/b.js"), "vendor");
  EXPECT_EQ(path_hint("web/package-lock.json"), "lock-file");
  EXPECT_EQ(path_hint("src/attest/latest.cc"), "");
  EXPECT_EQ(path_hint(""), "");
}

Finding finding_at(const Rule& rule, std::vector<std::string> paths) {
  Finding finding;
  finding.rule = &rule;
  for (const std::string& path : paths) {
    finding.locations.emplace_back().path = path;
  }
  return finding;
}

TEST(PathHint, LowersTheSeverityOfWhatIsNotProved) {
  const Rule rule;  // high
  std::vector<Finding> findings = {finding_at(rule, {"test/a.c", "docs/b.c"}),
                                   finding_at(rule, {"test/a.c", "b.c"}),
                                   finding_at(rule, {"test/a.c"})};
  findings[2].verdict.proof = Proof::valid;
  add_path_hints(findings);
  EXPECT_EQ(findings[0].path_hint, "test");
  EXPECT_EQ(severity_of(findings[0]), Severity::medium);
  EXPECT_EQ(findings[1].path_hint, "");
  EXPECT_EQ(severity_of(findings[1]), Severity::high);
  EXPECT_EQ(findings[2].path_hint, "test");
  EXPECT_EQ(severity_of(findings[2]), Severity::high);
}

}  // namespace
}  // namespace patrol::scan
