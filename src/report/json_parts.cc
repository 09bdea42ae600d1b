// SPDX-License-Identifier: Apache-2.0
#include "report/json_parts.h"

#include <nlohmann/json.hpp>

#include "report/uri.h"
#include "report/utf8.h"
#include "report/words.h"

namespace patrol::report {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

// What is not known is null rather than absent or empty: the members of an
// object are always the same.
Json known(std::string text) {
  return text.empty() ? Json() : Json(std::move(text));
}

Json verdict_object(const Verdict& verdict, const SecretMask& mask) {
  Json facts = Json::array();
  for (const Fact& fact : verdict.facts) {
    facts.push_back({{"name", fact.name}, {"value", mask.apply(fact.value)}});
  }
  return {{"proof", to_string(verdict.proof)},
          {"kind", to_string(verdict.kind)},
          {"labels", labels_of(verdict)},
          {"reason", known(mask.apply(verdict.reason))},
          {"facts", std::move(facts)}};
}

Json location_object(const Location& at, const SecretMask& mask) {
  const std::string path = mask.apply(at.path);
  Json json = {{"place", to_string(at.place)},
               {"path", known(path)},
               {"line", at.line},
               {"column", at.column},
               {"end_line", at.end_line},
               {"end_column", at.end_column},
               {"object", known(at.object.hex())},
               {"commit", known(at.commit.hex())},
               {"author", known(mask.apply(at.author))},
               {"author_time", known(iso_time(at.author_time))},
               {"in_head", at.head_known ? Json(at.in_head) : Json()},
               {"reach", to_string(at.reach)},
               {"ref", known(mask.apply(at.ref))},
               {"ignored", at.ignored},
               {"line_hash", known(at.line_hash)}};
  if (!at.encodings.empty()) json["encoding"] = at.encodings.name();
  if (at.reflog_entry) json["reflog_entry"] = *at.reflog_entry;
  if (at.merge_only) json["merge_only"] = true;
  if (at.reach == Reach::dangling) json["dangling"] = dangling_kind(at);
  if (!at.submodule.empty()) json["submodule"] = mask.apply(at.submodule);
  if (!at.submodule_path.empty()) {
    json["submodule_path"] = mask.apply(at.submodule_path);
  }
  // The bytes of a path that JSON cannot hold.
  if (!is_utf8(path)) json["path_encoded"] = percent_encode(path);
  return json;
}

void add_rule(const Rule& rule, Json& json) {
  json.update({{"rule", rule.id},
               {"name", rule.name},
               {"provider", rule.provider},
               {"provider_name", rule.provider_name},
               {"severity", to_string(rule.severity)},
               {"confidence", to_string(rule.confidence)},
               {"tags", rule.tags},
               {"grants", rule.grants},
               {"remedy",
                {{"revoke", rule.revoke},
                 {"rotate", rule.rotate},
                 {"page", rule.page}}}});
}

Json suppression_word(Suppression suppression) {
  return suppression == Suppression::no ? Json() : Json(to_string(suppression));
}

}  // namespace

std::string tool_json() {
  return dump({{"name", "patrol"}, {"version", kVersion}});
}

std::string scan_json(const Report& report, const SecretMask& mask) {
  return dump({{"target", report.target},
               {"path", mask.apply(report.target_path)},
               {"selection", mask.apply(report.selection)},
               {"repository_url", known(mask.apply(report.repository_url))},
               {"head_commit", known(report.head_commit)},
               {"head_ref", known(mask.apply(report.head_ref))},
               {"start_time", known(iso_time(report.start_time))},
               {"end_time", known(iso_time(report.end_time))},
               {"partial", report.interrupted}});
}

std::string summary_json(const Report& report) {
  const Tally counts = tally(report);
  Json severities = Json::object();
  for (const Severity severity : kSeverities) {
    severities[std::string(to_string(severity))] =
        counts.by_severity[static_cast<std::size_t>(severity)];
  }
  Json proofs = Json::object();
  for (const Proof proof : {Proof::valid, Proof::none, Proof::invalid}) {
    proofs[std::string(to_string(proof))] =
        counts.by_proof[static_cast<std::size_t>(proof)];
  }
  Json suppressed = Json::object();
  for (const auto& [reason, count] : report.held_back) {
    suppressed[std::string(to_string(reason))] = count;
  }
  return dump({{"findings", report.findings.size()},
               {"by_severity", std::move(severities)},
               {"by_proof", std::move(proofs)},
               {"suppressed", std::move(suppressed)}});
}

std::string coverage_json(const Coverage& coverage, const SecretMask& mask) {
  Json not_read = Json::object();
  for (const auto& [reason, count] : coverage.not_read) {
    not_read[std::string(to_string(reason))] = count;
  }
  Json gaps = Json::array();
  for (const Gap& gap : coverage.gaps) {
    gaps.push_back({{"reason", to_string(gap.reason)},
                    {"what", mask.apply(gap.what)},
                    {"detail", mask.apply(gap.detail)}});
  }
  return dump({{"complete", coverage.complete()},
               {"blobs", coverage.blobs},
               {"trees", coverage.trees},
               {"commits", coverage.commits},
               {"tags", coverage.tags},
               {"files", coverage.files},
               {"bytes", coverage.bytes},
               {"not_read", std::move(not_read)},
               {"gaps", std::move(gaps)}});
}

std::string finding_json(const Finding& finding, const SecretMask& mask,
                         std::string_view type) {
  Json json;
  if (!type.empty()) json["type"] = type;
  json["fingerprint"] = finding.fingerprint;
  add_rule(*finding.rule, json);
  json["verdict"] = verdict_object(finding.verdict, mask);
  json["severity"] = to_string(severity_of(finding));
  json["also"] = finding.also;
  json["path_hint"] = known(std::string(finding.path_hint));
  json["suppression"] = suppression_word(finding.suppression);
  json["secret"] = mask.shown(finding);
  Json locations = Json::array();
  for (const Location& at : finding.locations) {
    locations.push_back(location_object(at, mask));
  }
  json["locations"] = std::move(locations);
  return dump(json);
}

}  // namespace patrol::report
