// SPDX-License-Identifier: Apache-2.0
//
// Reports for the tests of the writers. The tokens are nobody's, and are put
// together from parts, so that scanners of this repository stay quiet.
#pragma once

#include <sstream>
#include <string>
#include <string_view>

#include "model/report.h"
#include "report/writer.h"

namespace patrol::report::testing {

inline const std::string kToken =
    std::string("ghp_") + "Abcdefghij" + "0123456789" + "KLMNopqrst" + "uvwxyz";
inline const std::string kPassword = std::string("correct") + "Horse9";
inline const std::string kKey = std::string("-----BEGIN EC PRIV") +
                                "ATE KEY-----\nMHcCAQEEIPlantedPlanted\n" +
                                "-----END EC PRIVATE KEY-----\n";

inline ObjectId id_of(std::uint8_t byte) {
  ObjectId id;
  id.size = 20;
  for (std::size_t i = 0; i < id.size; ++i) id.bytes[i] = byte;
  return id;
}

inline Rule rule_of(std::string id, std::string name, Severity severity) {
  Rule rule;
  rule.id = std::move(id);
  rule.name = std::move(name);
  rule.provider = "acme";
  rule.provider_name = "Acme";
  rule.grants = "Reads and writes every project.";
  rule.severity = severity;
  rule.confidence = Confidence::high;
  rule.tags = {"acme"};
  rule.revoke = "Open Settings > Tokens and delete it.";
  rule.rotate = "Create a new one, deploy it,\n  then delete the old one.";
  rule.page = "https://acme.example/docs/tokens";
  return rule;
}

inline Location location_of(std::string path, std::uint32_t line) {
  Location at;
  at.object = id_of(0x1b);
  at.path = std::move(path);
  at.line = at.end_line = line;
  at.column = 9;
  at.end_column = 49;
  at.utf16_column = 8;
  at.utf16_end_column = 48;
  at.commit = id_of(0xc0);
  at.author = "Jane Doe <jane@example.com>";
  at.author_time = 1704164645;  // 2024-01-02T03:04:05Z
  at.reach = Reach::ref;
  at.ref = "refs/heads/main";
  return at;
}

inline Finding finding_of(const Rule& rule, std::string secret,
                          Location location) {
  Finding finding;
  finding.rule = &rule;
  finding.secret = std::move(secret);
  finding.fingerprint = "0123456789abcdef0123456789abcdef";
  finding.locations.push_back(std::move(location));
  return finding;
}

inline Report empty_report() {
  Report report;
  report.target = "git";
  report.target_path = "/srv/repo";
  report.selection = "whole history";
  report.start_time = 1704164600;
  report.end_time = 1704164645;
  report.coverage.blobs = 1234;
  report.coverage.commits = 1;
  report.coverage.bytes = 1250000;
  return report;
}

// Three findings, one held back, two reasons for not reading something.
class SampleReport {
 public:
  SampleReport() : report_(empty_report()) {
    report_.repository_url = "https://example.com/acme/repo";
    report_.head_commit = id_of(0xee).hex();
    report_.head_ref = "refs/heads/main";
    report_.findings = {proved(), unproved(), in_a_message()};
    report_.suppressed = {held_back()};
    report_.held_back = {{Suppression::invalid, 9}, {Suppression::baseline, 1}};
    report_.coverage.add_gap(GapReason::missing_object, id_of(0xdd).hex(),
                             "not in the object database");
    report_.coverage.add_gap(GapReason::excluded, "vendor/");
    report_.stages = {{"read", 0.25}};
  }
  SampleReport(const SampleReport&) = delete;  // findings point to the rules
  SampleReport& operator=(const SampleReport&) = delete;

  Report& get() { return report_; }
  const Rule& token_rule() const { return token_; }

 private:
  Finding proved() const {
    Location at = location_of("src/config.py", 3);
    at.in_head = true;
    at.line_hash = "1131fd5871777f34:1";
    Finding finding = finding_of(token_, kToken, at);
    finding.verdict.proof = Proof::valid;
    finding.verdict.kind = ProofKind::checksum;
    finding.verdict.facts = {{"token_kind", "classic"}};
    return finding;
  }
  Finding unproved() const {
    Finding finding = finding_of(token_, std::string(40, 'q'),
                                 location_of("old dir/caf\xC3\xA9.py", 7));
    for (std::uint32_t i = 0; i < 6; ++i) {
      finding.locations.push_back(location_of("copy.py", 10 + i));
    }
    return finding;
  }
  Finding in_a_message() const {
    Location at = location_of("", 5);
    at.object = id_of(0xc0);
    at.place = Place::commit_message;
    at.reach = Reach::dangling;
    at.ref = "";
    Finding finding = finding_of(key_, kKey, at);
    finding.verdict.expired = true;
    return finding;
  }
  Finding held_back() const {
    Finding finding =
        finding_of(token_, kPassword, location_of("README.md", 1));
    finding.suppression = Suppression::baseline;
    return finding;
  }

  Rule token_ = rule_of("acme-token", "Acme token", Severity::critical);
  Rule key_ = rule_of("acme-key", "Acme key", Severity::medium);
  Report report_;
};

// What the format writes.
inline std::string written(std::string_view format, const Report& report,
                           const WriteOptions& options = {}) {
  std::ostringstream out;
  find_format(format)->write(report, options, out);
  return out.str();
}

}  // namespace patrol::report::testing
