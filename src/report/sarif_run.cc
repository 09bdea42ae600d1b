// SPDX-License-Identifier: Apache-2.0
//
// What a run says of itself: when it ran, over what, and what it could not
// read. A scan with gaps has still run: code scanning drops the whole upload
// when executionSuccessful is false, so gaps are notifications.
#include <nlohmann/json.hpp>

#include "report/sarif_parts.h"
#include "report/uri.h"
#include "report/words.h"

namespace patrol::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kGapsInFull = 5;  // per notification

std::string dump(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

Json notification(std::string_view id, const std::string& text) {
  return {{"descriptor", {{"id", id}}},
          {"level", "warning"},
          {"message", {{"text", sarif_message(text)}}}};
}

std::string gap_text(const Coverage& coverage, GapReason reason,
                     std::uint64_t count, const SecretMask& mask) {
  std::string text = "Not read, because of " + std::string(to_string(reason)) +
                     ": " + count_of(count, "item") + ".";
  std::size_t told = 0;
  for (const Gap& gap : coverage.gaps) {
    if (gap.reason != reason || told == kGapsInFull) continue;
    text += (told++ == 0 ? " " : "; ") + mask.apply(gap.what);
    if (!gap.detail.empty()) text += " (" + mask.apply(gap.detail) + ")";
  }
  return text;
}

Json notifications(const Report& report, const SecretMask& mask,
                   const Cut& cut) {
  Json list = Json::array();
  if (report.interrupted) {
    list.push_back(notification(
        "partial", "The scan was interrupted: this report is partial."));
  }
  for (const auto& [id, text] : cut_notes(cut)) {
    list.push_back(notification(id, text));
  }
  for (const auto& [reason, count] : report.coverage.not_read) {
    if (!is_gap(reason) || count == 0) continue;
    list.push_back(notification(
        to_string(reason), gap_text(report.coverage, reason, count, mask)));
  }
  return list;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> cut_notes(const Cut& cut) {
  std::vector<std::pair<std::string, std::string>> notes;
  if (cut.left_out > 0) {
    notes.emplace_back(
        "too-many-results",
        count_of(cut.left_out, "finding") +
            " left out: a run may have no more results. The worst are here.");
  }
  if (cut.dropped > 0) {
    notes.emplace_back(
        "results-not-kept",
        "Code scanning keeps no more than so many results, the severest: " +
            count_of(cut.dropped, "result") + " of these will not be shown.");
  }
  return notes;
}

std::string sarif_invocations(const Report& report, const SecretMask& mask,
                              const Cut& cut) {
  Json json = {{"executionSuccessful", true}};
  const std::string start = iso_time(report.start_time);
  const std::string end = iso_time(report.end_time);
  if (!start.empty()) json["startTimeUtc"] = start;
  if (!end.empty()) json["endTimeUtc"] = end;
  Json list = notifications(report, mask, cut);
  if (!list.empty()) json["toolExecutionNotifications"] = std::move(list);
  return dump(Json::array({std::move(json)}));
}

std::string sarif_provenance(const Report& report, const SecretMask& mask) {
  const std::string uri = repository_uri(mask.apply(report.repository_url));
  if (report.target != "git" || uri.empty()) return "";
  Json json = {{"repositoryUri", uri}};
  if (!report.head_commit.empty()) json["revisionId"] = report.head_commit;
  if (report.head_ref.starts_with("refs/")) {
    json["branch"] = mask.apply(report.head_ref);
  }
  json["mappedTo"] = {{"uriBaseId", "%SRCROOT%"}};
  return dump(Json::array({std::move(json)}));
}

std::string_view to_string(SarifProfile profile) {
  return profile == SarifProfile::github ? "github" : "generic";
}

std::string sarif_run_properties(const Report& report, SarifProfile profile) {
  const Coverage& coverage = report.coverage;
  Json not_read = Json::object();
  for (const auto& [reason, count] : coverage.not_read) {
    not_read[std::string(to_string(reason))] = count;
  }
  return dump({{"profile", to_string(profile)},
               {"partial", report.interrupted},
               {"findings", report.findings.size()},
               {"coverage",
                {{"complete", coverage.complete()},
                 {"blobs", coverage.blobs},
                 {"trees", coverage.trees},
                 {"commits", coverage.commits},
                 {"tags", coverage.tags},
                 {"files", coverage.files},
                 {"bytes", coverage.bytes},
                 {"notRead", std::move(not_read)}}}});
}

}  // namespace patrol::report
