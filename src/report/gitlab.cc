// SPDX-License-Identifier: Apache-2.0
//
// GitLab's report of secret detection, schema 15.0.7, the oldest version that
// all servers since 15.0 take. The id of a vulnerability is made of the
// fingerprint, so the same secret is the same vulnerability every night. The
// raw text of the source, which the schema would take, is left out, and so are
// authors.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/digest.h"
#include "base/hex.h"
#include "report/formats.h"
#include "report/phrases.h"
#include "report/uri.h"
#include "report/utf8.h"
#include "report/words.h"

namespace patrol::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "15.0.7";
constexpr std::size_t kMaxName = 255;
constexpr std::size_t kMaxSolution = 7000;
constexpr std::size_t kMaxDescription = 10000;
// Chosen once by chance, for all ids of patrol (RFC 4122, 4.3).
constexpr std::string_view kNamespace(
    "\x5e\x1f\x9a\x34\xc2\x07\x4d\x6b\x8f\x11\xd0\x3e\x72\xa9\x46\xb8", 16);

std::string dump(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

std::string cut(const std::string& text, std::size_t most) {
  return std::string(cut_utf8(text, most));
}

// A UUID of version 5: named by its content.
std::string uuid_of(std::string_view name) {
  std::string bytes =
      base::digest(base::Digest::sha1, {kNamespace, name}).substr(0, 16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x50);
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
  std::string text = base::encode_hex(bytes);
  for (const std::size_t at : {20u, 16u, 12u, 8u}) text.insert(at, 1, '-');
  return text;
}

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::critical:
      return "Critical";
    case Severity::high:
      return "High";
    case Severity::medium:
      return "Medium";
    case Severity::low:
      return "Low";
  }
  return "Unknown";
}

// The schema wants a commit of every location; zeros stand for none.
Json location_object(const Report& report, const Location& at,
                     const SecretMask& mask) {
  const std::string path = mask.apply(path_in_checkout(at));
  Json commit = {
      {"sha", at.commit.empty() ? std::string(40, '0') : at.commit.hex()}};
  const std::string time = iso_time(at.author_time);
  if (!time.empty()) commit["date"] = time;
  return {{"file", path.empty() ? artifact_uri(report, at, "") : path},
          {"start_line", std::max(1u, at.line)},
          {"end_line", std::max(at.line, at.end_line)},
          {"commit", std::move(commit)}};
}

Json identifiers(const Rule& rule) {
  return Json::array(
      {{{"type", "patrol_rule_id"},
        {"name", cut("patrol rule " + rule.id, kMaxName)},
        {"value", rule.id}},
       {{"type", "cwe"},
        {"name", "CWE-798"},
        {"value", "798"},
        {"url", "https://cwe.mitre.org/data/definitions/798.html"}}});
}

std::string solution(const Rule& rule) {
  return cut("Revoke: " + one_line(rule.revoke) +
                 "\nRotate: " + one_line(rule.rotate),
             kMaxSolution);
}

// What can be read in the page of a vulnerability besides its description.
Json details(const Finding& finding, const SecretMask& mask) {
  Json json = Json::object();
  const auto add = [&](const std::string& name, const std::string& value) {
    json[name] = {{"name", name}, {"type", "text"}, {"value", value}};
  };
  add("proof", proof_phrase(finding.verdict));
  add("places", std::to_string(finding.locations.size()));
  add("fingerprint", finding.fingerprint);
  const std::string facts = facts_words(finding.verdict, mask);
  if (!facts.empty()) add("it tells", facts);
  return json;
}

Json vulnerability(const Report& report, const Finding& finding,
                   const SecretMask& mask) {
  const Rule& rule = *finding.rule;
  const std::string grants = one_line(rule.grants);
  Json json = {
      {"id", uuid_of(finding.fingerprint)},
      {"name", cut(one_line(rule.name), kMaxName)},
      {"description",
       cut(sentence(finding, mask) + (grants.empty() ? "" : " " + grants),
           kMaxDescription)},
      {"severity", severity_name(severity_of(finding))},
      {"solution", solution(rule)},
      {"identifiers", identifiers(rule)},
      {"location", location_object(report, finding.primary(), mask)},
      {"details", details(finding, mask)}};
  const std::string page = web_uri(rule.page);
  if (!page.empty()) json["links"] = Json::array({{{"url", page}}});
  if (finding.verdict.known_example) {
    json["flags"] = Json::array({{{"type", "flagged-as-likely-false-positive"},
                                  {"origin", "patrol"},
                                  {"description", "A published sample."}}});
  }
  return json;
}

// "2024-01-02T03:04:05": the schema has no zone.
std::string zoneless(std::int64_t time) {
  const std::string text = iso_time(time);
  return text.empty() ? "1970-01-01T00:00:00" : text.substr(0, 19);
}

Json messages(const Report& report) {
  Json list = Json::array();
  for (const auto& [reason, count] : report.coverage.not_read) {
    if (!is_gap(reason) || count == 0) continue;
    list.push_back({{"level", "warn"},
                    {"value", "Not read, because of " +
                                  std::string(to_string(reason)) + ": " +
                                  count_of(count, "item") + "."}});
  }
  return list;
}

Json scan_object(const Report& report) {
  const Json tool = {{"id", "patrol"},
                     {"name", "patrol"},
                     {"version", kVersion},
                     {"vendor", {{"name", "patrol"}}}};
  Json json = {{"analyzer", tool},
               {"scanner", tool},
               {"type", "secret_detection"},
               {"start_time", zoneless(report.start_time)},
               {"end_time", zoneless(report.end_time)},
               {"status", report.interrupted ? "failure" : "success"}};
  Json list = messages(report);
  if (!list.empty()) json["messages"] = std::move(list);
  return json;
}

}  // namespace

void write_gitlab(const Report& report, const WriteOptions& /*options*/,
                  std::ostream& out) {
  const SecretMask mask(report, false);
  out << "{\"version\":\"" << kSchema
      << "\",\n\"scan\":" << dump(scan_object(report))
      << ",\n\"vulnerabilities\":[";
  std::string_view separator = "\n";
  for (const Finding& finding : report.findings) {
    out << separator << dump(vulnerability(report, finding, mask));
    separator = ",\n";
  }
  out << (report.findings.empty() ? "]}\n" : "\n]}\n");
}

}  // namespace patrol::report
