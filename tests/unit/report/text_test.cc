// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "unit/report/sample_report.h"

namespace patrol::report {
namespace {

using testing::empty_report;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::SampleReport;
using ::testing::StartsWith;
using testing::written;

constexpr char kThreeFindings[] =
    R"(critical  Acme token
  rule acme-token, issuer Acme, confidence high

  ghp_**** (40 characters)  proved by checksum
    src/config.py:3:9  still in HEAD
      added in c0c0c0c0c0c0, 2024-01-02T03:04:05Z, by Jane Doe <jane@example.com>
    it tells: token kind classic
    fingerprint 0123456789abcdef0123456789abcdef

  qqqq**** (40 characters)  no proof
    old dir/café.py:7:9  gone from HEAD, reachable from refs/heads/main
      added in c0c0c0c0c0c0, 2024-01-02T03:04:05Z, by Jane Doe <jane@example.com>
    copy.py:10:9  gone from HEAD, reachable from refs/heads/main
      added in c0c0c0c0c0c0, 2024-01-02T03:04:05Z, by Jane Doe <jane@example.com>
    copy.py:11:9  gone from HEAD, reachable from refs/heads/main
      added in c0c0c0c0c0c0, 2024-01-02T03:04:05Z, by Jane Doe <jane@example.com>
    copy.py:12:9  gone from HEAD, reachable from refs/heads/main
      added in c0c0c0c0c0c0, 2024-01-02T03:04:05Z, by Jane Doe <jane@example.com>
    copy.py:13:9  gone from HEAD, reachable from refs/heads/main
      added in c0c0c0c0c0c0, 2024-01-02T03:04:05Z, by Jane Doe <jane@example.com>
    … and 2 more
    fingerprint 0123456789abcdef0123456789abcdef

  Grants: Reads and writes every project.
  Next:   revoke: Open Settings > Tokens and delete it.
          rotate: Create a new one, deploy it, then delete the old one.
          page:   https://acme.example/docs/tokens

medium  Acme key
  rule acme-key, issuer Acme, confidence high

  -----BEGIN EC PRIVATE KEY-----**** (84 characters)  no proof, expired
    message of commit c0c0c0c0c0c0, line 5, column 9  dangling commit: no ref leads to it
      added in c0c0c0c0c0c0, 2024-01-02T03:04:05Z, by Jane Doe <jane@example.com>
    fingerprint 0123456789abcdef0123456789abcdef

  Grants: Reads and writes every project.
  Next:   revoke: Open Settings > Tokens and delete it.
          rotate: Create a new one, deploy it, then delete the old one.
          page:   https://acme.example/docs/tokens

Not read, so secrets may be left in it:
  missing-object  dddddddddddddddddddddddddddddddddddddddd  not in the object database

Held back 10: 9 invalid, 1 baseline (--show-suppressed shows them).
Found 3 secrets: 2 critical, 1 medium; 1 proved, 2 without proof.
Read 1,234 blobs, 1 commit (1.2 MB) of /srv/repo (whole history); not read: 1 missing-object, 1 excluded.
)";

TEST(TextReport, OfThreeFindingsIsThisText) {
  SampleReport sample;
  EXPECT_EQ(written("text", sample.get()), kThreeFindings);
}

TEST(TextReport, OfACleanScanIsOneLineWithItsCoverage) {
  EXPECT_EQ(written("text", empty_report()),
            "No secrets found. Read 1,234 blobs, 1 commit (1.2 MB) of "
            "/srv/repo (whole history); nothing left unread.\n");
}

TEST(SummaryLine, IsOneLineWithoutSecrets) {
  SampleReport sample;
  sample.get().target_path = "/srv/" + testing::kToken;
  EXPECT_EQ(summary_line(sample.get()),
            "Found 3 secrets: 2 critical, 1 medium; 1 proved, 2 without proof. "
            "Read 1,234 blobs, 1 commit (1.2 MB) of /srv/ghp_**** (whole "
            "history); not read: 1 missing-object, 1 excluded.");
  EXPECT_EQ(summary_line(empty_report()) + "\n",
            written("text", empty_report()));
}

TEST(TextReport, DoesNotCallAScanCleanThatReadNotAll) {
  Report report = empty_report();
  report.coverage.add_gap(GapReason::unreadable, "x", "Permission denied");
  EXPECT_THAT(written("text", report),
              HasSubstr("No secrets found in what was read. Read 1,234"));
}

TEST(TextReport, TellsAPartialScanAtTheTopAndAtTheEnd) {
  Report report = empty_report();
  report.interrupted = true;
  report.coverage.add_gap(GapReason::interrupted, "by SIGINT");
  const std::string text = written("text", report);
  EXPECT_THAT(text, StartsWith("PARTIAL REPORT: the scan was interrupted.\n"));
  EXPECT_THAT(text, HasSubstr("Interrupted: read 1,234 blobs"));
  EXPECT_THAT(text, EndsWith("not read: 1 interrupted.\n"));
}

TEST(TextReport, HasColourOnlyWhenAsked) {
  SampleReport sample;
  EXPECT_THAT(written("text", sample.get()), Not(HasSubstr("\x1b")));
  EXPECT_THAT(written("text", sample.get(), {.colour = true}),
              StartsWith("\x1b[1;31mcritical\x1b[0m  \x1b[1mAcme token"));
}

TEST(TextReport, ShowsWhatWasHeldBackWhenAsked) {
  SampleReport sample;
  const std::string text =
      written("text", sample.get(), {.show_suppressed = true});
  EXPECT_THAT(
      text, HasSubstr("  **** (13 characters)  no proof  held back: baseline\n"
                      "    README.md:1:9  gone from HEAD"));
  EXPECT_THAT(text, HasSubstr("Held back 10: 9 invalid, 1 baseline.\n"));
}

TEST(TextReport, TellsTheAdviceOfARuleOnce) {
  SampleReport sample;
  auto& findings = sample.get().findings;
  std::swap(findings[1], findings[2]);  // token, key, token
  const std::string text = written("text", sample.get());
  EXPECT_THAT(text, HasSubstr("  Next:   as told above for this rule\n"));
}

TEST(TextReport, TellsTheTimesOfTheStagesWhenAsked) {
  SampleReport sample;
  EXPECT_THAT(written("text", sample.get()), Not(HasSubstr("0.250 s")));
  EXPECT_THAT(written("text", sample.get(), {.stats = true}),
              HasSubstr("     0.250 s  read\n"));
}

TEST(TextReport, SaysHowGitStillHoldsASecret) {
  const auto words = [](Reach reach, std::string ref) {
    SampleReport sample;
    sample.get().findings.resize(1);
    Location& at = sample.get().findings[0].locations[0];
    at.in_head = false;
    at.reach = reach;
    at.ref = std::move(ref);
    return written("text", sample.get());
  };
  EXPECT_THAT(words(Reach::index, ""), HasSubstr(":9  staged, not committed"));
  EXPECT_THAT(words(Reach::stash, "refs/stash"),
              HasSubstr(":9  gone from HEAD, in a stash (refs/stash)"));
  EXPECT_THAT(words(Reach::replacement, "refs/replace/ab"),
              HasSubstr(":9  gone from HEAD, only a replacement of another "
                        "object (refs/replace/ab)"));
  EXPECT_THAT(words(Reach::reflog, "HEAD"),
              HasSubstr(":9  gone from HEAD, only in a reflog (HEAD)"));
  EXPECT_THAT(words(Reach::dangling, ""),
              HasSubstr(":9  gone from HEAD, dangling commit: no ref leads to it"));
  EXPECT_THAT(words(Reach::unknown, ""),
              HasSubstr(":9  gone from HEAD, not traced: refs or an index "
                        "cannot be read"));
  EXPECT_THAT(words(Reach::none, ""), HasSubstr("src/config.py:3:9\n"));
}

TEST(TextReport, NamesStandardInput) {
  SampleReport sample;
  Report& report = sample.get();
  report.target = "stdin";
  report.findings.resize(1);
  report.findings[0].locations[0] = Location{};
  EXPECT_THAT(written("text", report),
              HasSubstr("    standard input, line 1, column 1\n"));
}

}  // namespace
}  // namespace patrol::report
