// SPDX-License-Identifier: Apache-2.0
//
// One finding as one result. Code scanning shows the first location and tracks
// the alert by rule, path and primaryLocationLineHash; all else is for people
// and other consumers. There is no snippet, for it would hold the secret, and
// no author: alerts reach more people than a history does.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/phrases.h"
#include "report/sarif_parts.h"
#include "report/uri.h"
#include "report/words.h"
#include "report/writer.h"

namespace patrol::report {
namespace {

using Json = nlohmann::ordered_json;


std::string dump(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

// The rule's severity cannot differ by finding, so the proof is told here.
std::string_view level(const Verdict& verdict) {
  if (verdict.known_example) return "note";
  return verdict.proof == Proof::valid ? "error" : "warning";
}

// Lines count from 1 and the end lies behind the start, or code scanning
// refuses the file. A name has no line: the file's first stands in.
Json region(const Location& at) {
  if (is_name(at.place)) return {{"startLine", 1}};
  const std::uint32_t line = std::max(1u, at.line);
  const std::uint32_t column = std::max(1u, at.utf16_column);
  const std::uint32_t end_line = std::max(line, at.end_line);
  const std::uint32_t least = end_line == line ? column : 1;
  return {{"startLine", line},
          {"startColumn", column},
          {"endLine", end_line},
          {"endColumn", std::max(least, at.utf16_end_column)}};
}

Json physical_location(const Report& report, const Location& at,
                       const SecretMask& mask) {
  const std::string uri = artifact_uri(report, at,
                                       mask.apply(path_in_checkout(at)));
  Json artifact = {{"uri", uri}};
  if (!uri.starts_with("file:")) artifact["uriBaseId"] = "%SRCROOT%";
  return {{"artifactLocation", std::move(artifact)}, {"region", region(at)}};
}

Json location_properties(const Location& at, const SecretMask& mask) {
  Json json = {{"place", to_string(at.place)}};
  if (!at.encodings.empty()) json["encoding"] = at.encodings.name();
  if (at.head_known) json["inHead"] = at.in_head;
  if (!at.object.empty()) json["object"] = at.object.hex();
  if (!at.commit.empty()) json["commit"] = at.commit.hex();
  const std::string time = iso_time(at.author_time);
  if (!time.empty()) json["authorTimeUtc"] = time;
  json["reach"] = to_string(at.reach);
  if (!at.ref.empty()) json["ref"] = mask.apply(at.ref);
  if (at.reflog_entry) json["reflogEntry"] = *at.reflog_entry;
  if (at.merge_only) json["mergeOnly"] = true;
  if (at.reach == Reach::dangling) json["dangling"] = dangling_kind(at);
  if (!at.submodule.empty()) json["submodule"] = mask.apply(at.submodule);
  if (!at.submodule_path.empty()) {
    json["submodulePath"] = mask.apply(at.submodule_path);
  }
  return json;
}

// Other places of the same secret; the count of all is in the properties.
Json related_locations(const Report& report, const Finding& finding,
                       const SecretMask& mask) {
  Json list = Json::array();
  const std::size_t end = std::min(finding.locations.size(), kMaxRelated + 1);
  for (std::size_t i = 1; i < end; ++i) {
    const Location& at = finding.locations[i];
    const std::string where = whereabouts(at, mask);
    list.push_back(
        {{"id", i},
         {"physicalLocation", physical_location(report, at, mask)},
         {"message",
          {{"text", sarif_message("The same secret" +
                                  (where.empty() ? "" : ", " + where) + ".")}}},
         {"properties", location_properties(at, mask)}});
  }
  return list;
}

// Without a path, code scanning can compute no line hash, and all messages
// of commits share one URI: the finding's own fingerprint keeps their alerts
// apart.
std::string line_hash(const Finding& finding, bool is_shared) {
  const Location& at = finding.primary();
  if (!is_shared && (!at.line_hash.empty() || !at.path.empty())) {
    return at.line_hash;
  }
  return finding.fingerprint.substr(0, kLineHashDigits) + ":1";
}

Json fingerprints(const Finding& finding, bool is_shared) {
  Json json = Json::object();
  const std::string hash = line_hash(finding, is_shared);
  if (!hash.empty()) json["primaryLocationLineHash"] = hash;
  json["secretFingerprint/v1"] = finding.fingerprint;
  return json;
}

// What an alert is known by, besides the repository.
std::string alert_of(const Finding& finding) {
  const Location& at = finding.primary();
  return finding.rule->id + '\n' + at.line_hash + '\n' + path_in_checkout(at);
}

// Code scanning shows the first only.
Json locations(const Report& report, const Finding& finding, std::size_t most,
               const SecretMask& mask) {
  Json list = Json::array();
  for (const Location& at : finding.locations) {
    if (list.size() == most) break;
    Json json = {{"physicalLocation", physical_location(report, at, mask)}};
    if (most > 1) json["properties"] = location_properties(at, mask);
    list.push_back(std::move(json));
  }
  return list;
}

// 3.27.23: an empty list where nothing is suppressed.
Json suppressions(const Finding& finding) {
  if (finding.suppression == Suppression::no) return Json::array();
  const bool in_source = finding.suppression == Suppression::allow_comment;
  return Json::array({{{"kind", in_source ? "inSource" : "external"},
                       {"status", "accepted"},
                       {"justification", to_string(finding.suppression)}}});
}

Json properties(const Finding& finding, const SecretMask& mask) {
  Json json = location_properties(finding.primary(), mask);
  json["occurrences"] = finding.locations.size();
  json["proof"] = to_string(finding.verdict.proof);
  json["proofKind"] = to_string(finding.verdict.kind);
  json["labels"] = labels_of(finding.verdict);
  json["confidence"] = to_string(finding.rule->confidence);
  json["severity"] = to_string(severity_of(finding));
  if (!finding.also.empty()) json["also"] = finding.also;
  if (!finding.path_hint.empty()) json["pathHint"] = finding.path_hint;
  json["provider"] = finding.rule->provider;
  Json facts = Json::array();
  for (const Fact& fact : finding.verdict.facts) {
    facts.push_back({{"name", fact.name}, {"value", mask.apply(fact.value)}});
  }
  json["facts"] = std::move(facts);
  return json;
}

}  // namespace

std::string sarif_message(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '[' || c == ']') out += '\\';  // 3.11.6: links
    if (c == '{' || c == '}') out += c;     // 3.11.5: placeholders
    out += c;
  }
  return out;
}

LineHashes::LineHashes(const std::vector<const Finding*>& results) {
  for (const Finding* finding : results) {
    if (finding->primary().line_hash.empty()) continue;
    const auto [at, is_new] =
        least_.emplace(alert_of(*finding), finding->fingerprint);
    if (!is_new) at->second = std::min<std::string_view>(at->second, finding->fingerprint);
  }
}

bool LineHashes::is_shared(const Finding& finding) const {
  const auto at = least_.find(alert_of(finding));
  return at != least_.end() && at->second != finding.fingerprint;
}

std::string sarif_result(const Report& report, const Finding& finding,
                         const ResultContext& context, const SecretMask& mask) {
  const bool is_generic = context.profile == SarifProfile::generic;
  Json json = {{"ruleId", finding.rule->id},
               {"ruleIndex", context.rule_index},
               {"level", level(finding.verdict)},
               {"message", {{"text", sarif_message(sentence(finding, mask))}}}};
  json["locations"] =
      locations(report, finding, is_generic ? kMaxLocations : 1, mask);
  Json related = related_locations(report, finding, mask);
  if (!related.empty() && !is_generic) {
    json["relatedLocations"] = std::move(related);
  }
  json["partialFingerprints"] = fingerprints(finding, context.shares_line_hash);
  if (context.shows_suppressions) json["suppressions"] = suppressions(finding);
  json["properties"] = properties(finding, mask);
  return dump(json);
}

}  // namespace patrol::report
