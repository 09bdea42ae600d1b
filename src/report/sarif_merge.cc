// SPDX-License-Identifier: Apache-2.0
//
// A log is checked for all members that are used before anything is taken
// from it, so the rest of the code may use them unasked.
#include "report/sarif_merge.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "base/gzip.h"
#include "report/words.h"

namespace patrol::report {
namespace {

using Json = nlohmann::ordered_json;
using Pointer = Json::json_pointer;

constexpr const char* kFingerprint = "secretFingerprint/v1";

// The member at the end of a path such as "/tool/driver/name", or null.
const Json& at(const Json& json, const std::string& path) {
  static const Json kNothing;
  const Pointer pointer(path);
  return json.contains(pointer) ? json[pointer] : kNothing;
}

std::string text_at(const Json& json, const std::string& path) {
  const Json& member = at(json, path);
  return member.is_string() ? member.get<std::string>() : "";
}

std::uint64_t number_at(const Json& json, const std::string& path) {
  const Json& member = at(json, path);
  return member.is_number_unsigned() ? member.get<std::uint64_t>() : 0;
}

std::string fingerprint_of(const Json& result) {
  return text_at(result,
                 std::string("/partialFingerprints/secretFingerprint~1v1"));
}

bool is_result(const Json& result, std::size_t rules) {
  return result.is_object() && !fingerprint_of(result).empty() &&
         !text_at(result, "/ruleId").empty() &&
         at(result, "/ruleIndex").is_number_unsigned() &&
         number_at(result, "/ruleIndex") < rules &&
         at(result, "/properties").is_object();
}

bool is_ours(const Json& log) {
  const Json& run = at(log, "/runs/0");
  const Json& rules = at(run, "/tool/driver/rules");
  const Json& results = at(run, "/results");
  return at(log, "/runs").is_array() && log["runs"].size() == 1 &&
         text_at(run, "/tool/driver/name") == "patrol" && rules.is_array() &&
         results.is_array() && at(run, "/properties/coverage").is_object() &&
         at(run, "/invocations/0").is_object() &&
         std::all_of(rules.begin(), rules.end(),
                     [](const Json& rule) {
                       return !text_at(rule, "/id").empty();
                     }) &&
         std::all_of(results.begin(), results.end(), [&](const Json& result) {
           return is_result(result, rules.size());
         });
}

// What the runs must share to become one, and what each is called.
struct Trait {
  const char* path;
  const char* name;
};
constexpr Trait kTraits[] = {
    {"/properties/profile", "profile"},
    {"/tool/driver/semanticVersion", "version of patrol"},
    {"/automationDetails/id", "category"},
    {"/versionControlProvenance/0/repositoryUri", "repository"},
    {"/versionControlProvenance/0/revisionId", "commit"},
};

std::string quoted(const Json& run, const Trait& trait) {
  const std::string value = text_at(run, trait.path);
  return value.empty() ? "none" : "'" + value + "'";
}

absl::Status check_traits(const Json& run, const Json& first,
                          const std::string& name,
                          const std::string& first_name) {
  for (const Trait& trait : kTraits) {
    if (at(run, trait.path) == at(first, trait.path)) continue;
    return absl::InvalidArgumentError(
        name + ": the " + trait.name + " is " + quoted(run, trait) + ", but " +
        quoted(first, trait) + " in " + first_name +
        "; merge the logs of one scan, each of a part of it");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Json>> read_runs(const std::vector<NamedLog>& logs) {
  if (logs.empty()) return absl::InvalidArgumentError("there are no logs");
  std::vector<Json> runs;
  for (const NamedLog& log : logs) {
    Json json = Json::parse(log.text, nullptr, false);
    if (!is_ours(json)) {
      return absl::InvalidArgumentError(
          log.name + ": is no SARIF log of one run that patrol has written");
    }
    runs.push_back(std::move(json["runs"][0]));
    if (absl::Status same =
            check_traits(runs.back(), runs[0], log.name, logs[0].name);
        !same.ok()) {
      return same;
    }
  }
  return runs;
}

// As scan/rank.h ranks findings.
auto rank_of(const Json& result) {
  static constexpr std::string_view kOrder[] = {"critical", "high", "medium",
                                                "low"};
  const std::string severity = text_at(result, "/properties/severity");
  const auto* const place =
      std::find(std::begin(kOrder), std::end(kOrder), severity);
  return std::tuple(
      text_at(result, "/properties/proof") != "valid", place - kOrder,
      at(result, "/properties/inHead") != true, text_at(result, "/ruleId"),
      text_at(result, "/locations/0/physicalLocation/artifactLocation/uri"),
      number_at(result, "/locations/0/physicalLocation/region/startLine"),
      number_at(result, "/locations/0/physicalLocation/region/startColumn"),
      fingerprint_of(result));
}

bool is_same_place(const Json& a, const Json& b) {
  return at(a, "/physicalLocation") == at(b, "/physicalLocation") &&
         at(a, "/properties") == at(b, "/properties");
}

// All places that a result tells, the one that stands for it first.
std::vector<Json> places_of(const Json& result) {
  std::vector<Json> places;
  for (const char* list : {"/locations", "/relatedLocations"}) {
    for (const Json& place : at(result, list)) {
      if (place.is_object()) places.push_back(place);
    }
  }
  return places;
}

// Adds the places of `other` that `kept` does not tell: of the generic profile to
// its locations, of the github profile, which takes one, to the related ones.
void add_places(const Json& other, bool is_generic, Json& kept) {
  std::vector<Json> known = places_of(kept);
  Json& list = kept[is_generic ? "locations" : "relatedLocations"];
  if (!list.is_array()) list = Json::array();
  const std::size_t most = is_generic ? kMaxLocations : kMaxRelated;
  for (Json& place : places_of(other)) {
    if (list.size() >= most) break;
    if (std::any_of(known.begin(), known.end(), [&](const Json& each) {
          return is_same_place(each, place);
        })) {
      continue;
    }
    known.push_back(place);
    if (!is_generic) {
      place["id"] = list.size() + 1;
      if (!place.contains("message")) {
        place["message"] = {{"text", "The same secret."}};
      }
    }
    list.push_back(std::move(place));
  }
  if (list.empty()) kept.erase("relatedLocations");
}

// Of secrets with one rule, file and line hash, which would be one alert, all but
// that of the least fingerprint get hashes of their own, as in the log of one scan.
void part_line_hashes(std::vector<Json>& results) {
  const auto alert_of = [](const Json& result) {
    return std::tuple(
        text_at(result, "/ruleId"),
        text_at(result, "/locations/0/physicalLocation/artifactLocation/uri"),
        text_at(result, "/partialFingerprints/primaryLocationLineHash"));
  };
  std::map<decltype(alert_of(Json())), std::string> least;
  for (const Json& result : results) {
    const auto [place, is_new] =
        least.emplace(alert_of(result), fingerprint_of(result));
    if (!is_new) place->second = std::min(place->second, fingerprint_of(result));
  }
  for (Json& result : results) {
    const auto alert = alert_of(result);
    const std::string own = fingerprint_of(result);
    if (std::get<2>(alert).empty() || least[alert] == own) continue;
    result["partialFingerprints"]["primaryLocationLineHash"] =
        own.substr(0, kLineHashDigits) + ":1";
  }
}

std::vector<Json> merged_results(std::vector<Json>& runs) {
  const bool is_generic = text_at(runs[0], "/properties/profile") == "generic";
  std::map<std::string, Json> best;
  for (Json& run : runs) {
    for (Json& result : run["results"]) {
      const std::string key = fingerprint_of(result);
      const auto [place, is_new] = best.try_emplace(key, result);
      if (is_new) continue;
      Json& kept = place->second;
      const std::uint64_t most =
          std::max(number_at(kept, "/properties/occurrences"),
                   number_at(result, "/properties/occurrences"));
      if (std::tuple(rank_of(result), result.dump()) <
          std::tuple(rank_of(kept), kept.dump())) {
        std::swap(kept, result);
      }
      add_places(result, is_generic, kept);
      kept["properties"]["occurrences"] =
          std::max<std::uint64_t>(most, places_of(kept).size());
    }
  }
  std::vector<std::pair<decltype(rank_of(Json())), Json>> ranked;
  for (auto& [key, result] : best) {
    ranked.emplace_back(rank_of(result), std::move(result));
  }
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return a.first < b.first;
  });
  std::vector<Json> results;
  for (auto& [rank, result] : ranked) results.push_back(std::move(result));
  part_line_hashes(results);
  return results;
}

// The rules that have results, by id.
std::map<std::string, Json> merged_rules(const std::vector<Json>& runs,
                                         const std::vector<Json>& results) {
  std::set<std::string> used;
  for (const Json& result : results) used.insert(text_at(result, "/ruleId"));
  std::map<std::string, Json> rules;
  for (const Json& run : runs) {
    for (const Json& rule : run["tool"]["driver"]["rules"]) {
      if (used.contains(text_at(rule, "/id"))) {
        rules.emplace(text_at(rule, "/id"), rule);
      }
    }
  }
  return rules;
}

void add_note(std::string id, const std::string& text, Json& notes) {
  notes.push_back({{"descriptor", {{"id", std::move(id)}}},
                   {"level", "warning"},
                   {"message", {{"text", text}}}});
}

// The earliest start, the latest end, and each notification once; those about
// cuts of this log are added.
Json merged_invocation(const std::vector<Json>& runs, const Cut& cut) {
  std::set<std::string> starts, ends;
  std::map<std::string, Json> notes;
  for (const Json& run : runs) {
    const Json& invocation = run["invocations"][0];
    const std::string start = text_at(invocation, "/startTimeUtc");
    const std::string end = text_at(invocation, "/endTimeUtc");
    if (!start.empty()) starts.insert(start);
    if (!end.empty()) ends.insert(end);
    for (const Json& note : at(invocation, "/toolExecutionNotifications")) {
      if (text_at(note, "/descriptor/id") == "results-not-kept") continue;
      notes.emplace(note.dump(), note);
    }
  }
  Json merged = {{"executionSuccessful", true}};
  if (!starts.empty()) merged["startTimeUtc"] = *starts.begin();
  if (!ends.empty()) merged["endTimeUtc"] = *ends.rbegin();
  Json list = Json::array();
  for (const auto& [text, note] : notes) list.push_back(note);
  for (const auto& [id, text] : cut_notes(cut)) add_note(id, text, list);
  if (!list.empty()) merged["toolExecutionNotifications"] = std::move(list);
  return merged;
}

// `more` added to `sum`: numbers are summed, "complete" holds when it holds of
// all, and "partial" of any.
void add_up(const Json& more, Json& sum) {
  for (const auto& [name, value] : more.items()) {
    Json& total = sum[name];
    if (value.is_object()) {
      if (total.is_null()) total = Json::object();
      add_up(value, total);
    } else if (total.is_null()) {
      total = value;
    } else if (value.is_number_unsigned() && total.is_number_unsigned()) {
      total = total.get<std::uint64_t>() + value.get<std::uint64_t>();
    } else if (value.is_boolean() && total.is_boolean()) {
      total = name == "complete" ? total && value : total || value;
    }
  }
}

std::string one_per_line(const std::vector<Json>& results, std::size_t most) {
  std::string text = "[";
  for (std::size_t i = 0; i < most; ++i) {
    text += (i == 0 ? "\n" : ",\n") +
            results[i].dump(-1, ' ', true, Json::error_handler_t::replace);
  }
  return text + (most == 0 ? "]" : "\n]");
}

std::string log_of(const std::vector<Json>& runs, std::vector<Json> results,
                   std::size_t all, const SarifLimits& limits) {
  const std::map<std::string, Json> rules = merged_rules(runs, results);
  std::map<std::string, std::size_t> index;
  Json list = Json::array();
  for (const auto& [id, rule] : rules) {
    index.emplace(id, list.size());
    list.push_back(rule);
  }
  for (Json& result : results) {
    result["ruleIndex"] = index.at(text_at(result, "/ruleId"));
  }
  Json run = runs[0];
  run.erase("results");
  run["tool"]["driver"]["rules"] = std::move(list);
  const std::size_t kept = std::min(results.size(), limits.kept);
  run["invocations"] = Json::array(
      {merged_invocation(runs, {.left_out = all - results.size(),
                                .dropped = results.size() - kept})});
  Json properties = Json::object();
  for (const Json& each : runs) add_up(each["properties"], properties);
  properties["findings"] = all;
  run["properties"] = std::move(properties);
  std::string text = run.dump(-1, ' ', true, Json::error_handler_t::replace);
  text.back() = ',';  // the results take the place of the last brace
  return R"({"$schema":"https://json.schemastore.org/sarif-2.1.0.json",)"
         "\n\"version\":\"2.1.0\",\n\"runs\":[" +
         text + "\n\"results\":" + one_per_line(results, results.size()) +
         "}]}\n";
}

}  // namespace

absl::StatusOr<std::string> merge_sarif(const std::vector<NamedLog>& logs,
                                        const SarifLimits& limits) {
  absl::StatusOr<std::vector<Json>> runs = read_runs(logs);
  if (!runs.ok()) return runs.status();
  std::vector<Json> results = merged_results(*runs);
  const std::size_t all = results.size();
  const bool is_limited =
      text_at((*runs)[0], "/properties/profile") !=
      to_string(SarifProfile::generic);
  if (!is_limited) {
    return log_of(*runs, std::move(results), all,
                  {.results = all, .kept = all, .packed_bytes = SIZE_MAX});
  }
  results.resize(std::min(all, limits.results));
  return fitting(results.size(), limits, [&](std::size_t most) {
    return log_of(*runs, {results.begin(), results.begin() + static_cast<std::ptrdiff_t>(most)},
                  all, limits);
  });
}

}  // namespace patrol::report
