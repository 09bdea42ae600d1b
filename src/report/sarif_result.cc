// SPDX-License-Identifier: Apache-2.0
//
// One finding as one result. Code scanning shows the first location and tracks
// the alert by rule, path and primaryLocationLineHash; all else is for people
// and other consumers. There is no snippet, for it would hold the secret, and
// no author: alerts reach more people than a history does.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/sarif_parts.h"
#include "report/uri.h"
#include "report/words.h"
#include "report/writer.h"

namespace patrol::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxRelated = 4;     // keeps 25,000 results below 10 MB
constexpr std::size_t kMaxLocations = 100;  // of the generic profile
constexpr std::size_t kLineHashDigits = 16;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

// The rule's severity cannot differ by finding, so the proof is told here.
std::string_view level(const Verdict& verdict) {
  if (verdict.known_example) return "note";
  return verdict.proof == Proof::valid ? "error" : "warning";
}

std::string proof_words(const Verdict& verdict) {
  if (verdict.proof == Proof::none) return "not proved";
  const std::string kind(to_string(verdict.kind));
  return kind + (verdict.proof == Proof::valid ? " valid" : " invalid");
}

std::string whereabouts(const Location& at) {
  if (at.place == Place::ref_name) {
    const bool gone = at.reach == Reach::reflog;
    return "in the name of " + at.ref +
           (gone ? ", of which only a reflog is left" : "");
  }
  if (at.in_head) return "still in HEAD";
  switch (at.reach) {
    case Reach::none:
      return "";
    case Reach::index:
      return "staged" + (at.ref.empty() ? "" : " in " + at.ref);
    case Reach::dangling:
      return "reachable from no ref (dangling " +
             std::string(dangling_kind(at)) + ")";
    case Reach::unknown:
      return "not traced";
    default:
      break;
  }
  const bool in_tree =
      at.place == Place::content || at.place == Place::file_name;
  const std::string gone =
      in_tree && at.head_known ? "no longer in HEAD, " : "";
  return gone + "reachable from " +
         (at.ref.empty() ? "a " + std::string(to_string(at.reach))
                         : holder_of(at));
}

// Where a checkout has it. A name below .git/ can be no tracked file, so
// that of a submodule without a path never points to the wrong one.
std::string path_in_checkout(const Location& at) {
  if (at.submodule.empty() || at.path.empty()) return at.path;
  const std::string folder = at.submodule_path.empty()
                                 ? ".git/modules/" + at.submodule
                                 : at.submodule_path;
  return folder + "/" + at.path;
}

std::string message(const Finding& finding, const SecretMask& mask) {
  const Location& at = finding.primary();
  std::string text = one_line(finding.rule->name) + " '" +
                     redact(finding.secret) + "' (" +
                     proof_words(finding.verdict);
  for (const std::string& label : labels_of(finding.verdict)) {
    text += ", " + label;
  }
  text += ")";
  if (!at.encodings.empty()) text += ", encoded as " + at.encodings.name();
  if (at.place != Place::content && at.place != Place::ref_name) {
    std::string place(to_string(at.place));
    std::replace(place.begin(), place.end(), '-', ' ');
    text += " in a " + place;
  }
  if (!at.commit.empty()) {
    text += (at.merge_only ? ", added by merge '" : ", added in commit '") +
            short_id(at.commit) + "'";
    if (at.merge_only) text += " and in none of its parents";
  }
  const std::string where = mask.apply(whereabouts(at));
  if (!where.empty()) text += ", " + where;
  if (is_pathless_blob(at)) text += ", in no tree and so without a path";
  return sarif_message(text + ".");
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
    const std::string where = mask.apply(whereabouts(at));
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
               {"message", {{"text", message(finding, mask)}}}};
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
