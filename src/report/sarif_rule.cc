// SPDX-License-Identifier: Apache-2.0
//
// run.tool and its rules. Code scanning shows the help of a rule beside each
// of its alerts, so the steps to take stand there.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/sarif_parts.h"
#include "report/uri.h"
#include "report/utf8.h"
#include "report/words.h"

namespace patrol::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxText = 1024;  // of code scanning, per description
constexpr std::size_t kMaxName = 255;
constexpr std::size_t kMaxTags = 20;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

Json text_object(std::string_view text) {
  return {{"text", std::string(cut_utf8(text, kMaxText))}};
}

// "github-classic-pat" as SARIF wants names: "GithubClassicPat".
std::string pascal_case(std::string_view id) {
  std::string name;
  bool word_starts = true;
  for (const char c : id.substr(0, kMaxName)) {
    if (c == '-') {
      word_starts = true;
      continue;
    }
    const bool raise = word_starts && c >= 'a' && c <= 'z';
    name += raise ? static_cast<char>(c - 'a' + 'A') : c;
    word_starts = false;
  }
  return name;
}

// In the scale of CVSS, a string, and a property of the rule: the only place
// where code scanning reads a severity from.
std::string_view security_severity(Severity severity) {
  switch (severity) {
    case Severity::critical:
      return "9.5";
    case Severity::high:
      return "8.0";
    case Severity::medium:
      return "5.5";
    case Severity::low:
      return "3.0";
  }
  return "5.5";
}

// With a verifier, what does not hold is not reported at all.
std::string_view precision(const Rule& rule) {
  switch (rule.confidence) {
    case Confidence::high:
      return rule.verifier.empty() ? "high" : "very-high";
    case Confidence::medium:
      return "medium";
    case Confidence::low:
      return "low";
  }
  return "low";
}

Json tags(const Rule& rule) {
  std::vector<std::string> all = {"security", "secret", "external/cwe/cwe-798"};
  for (const std::string& tag : rule.tags) {
    const bool is_new = std::find(all.begin(), all.end(), tag) == all.end();
    if (is_new && all.size() < kMaxTags) all.push_back(tag);
  }
  return all;
}

// `bold` surrounds what is emphasised: "" or "**".
std::string help(const Rule& rule, std::string_view bold) {
  const auto strong = [&](std::string_view word) {
    return std::string(bold) + std::string(word) + std::string(bold);
  };
  std::string text;
  if (!rule.grants.empty()) {
    text += strong("What it grants:") + " " + one_line(rule.grants) + "\n\n";
  }
  text += "1. " + strong("Revoke.") + " " + one_line(rule.revoke) + "\n";
  text += "2. " + strong("Rotate.") + " " + one_line(rule.rotate) + "\n";
  text += "3. " + strong("Look.") +
          " Search the issuer's audit log for uses that are not yours.\n";
  text += "4. " + strong("Prevent.") +
          " Load the new secret from a secret store, not from the code.\n\n";
  text +=
      "Removing the secret from the code or from the history does not end "
      "its life: whoever has a copy still has it.";
  if (!rule.page.empty()) text += "\n\n" + one_line(rule.page);
  return text;
}

Json rule_object(const Rule& rule) {
  const std::string about = "A secret of the kind \"" + rule.name +
                            "\" (issuer: " + rule.provider_name +
                            ") stands in the code or its history. " +
                            one_line(rule.grants);
  Json json = {
      {"id", rule.id},
      {"name", pascal_case(rule.id)},
      {"shortDescription", text_object(one_line(rule.name))},
      {"fullDescription", text_object(about)},
      {"help", {{"text", help(rule, "")}, {"markdown", help(rule, "**")}}}};
  const std::string page = web_uri(rule.page);
  if (!page.empty()) json["helpUri"] = page;
  json["defaultConfiguration"] = {{"level", "warning"}};
  const Json cwe_798 = {{"id", "798"},
                        {"index", 0},
                        {"toolComponent", {{"name", "CWE"}, {"index", 0}}}};
  json["relationships"] = Json::array(
      {{{"target", cwe_798}, {"kinds", Json::array({"superset"})}}});
  json["properties"] = {
      {"tags", tags(rule)},
      {"precision", precision(rule)},
      {"security-severity", security_severity(rule.severity)}};
  return json;
}

}  // namespace

RuleTable::RuleTable(const std::vector<const Finding*>& results) {
  std::map<std::string_view, const Rule*> sorted;
  for (const Finding* finding : results) {
    sorted.emplace(finding->rule->id, finding->rule);
  }
  for (const auto& [id, rule] : sorted) {
    index_.emplace(id, rules_.size());
    rules_.push_back(rule);
  }
}

std::size_t RuleTable::index_of(const Rule& rule) const {
  return index_.at(rule.id);
}

std::string sarif_tool(const RuleTable& rules) {
  Json list = Json::array();
  for (const Rule* rule : rules.rules()) list.push_back(rule_object(*rule));
  Json driver = {
      {"name", "patrol"},
      {"semanticVersion", kVersion},
      {"rules", std::move(list)},
      {"supportedTaxonomies", Json::array({{{"name", "CWE"}, {"index", 0}}})}};
  return dump({{"driver", std::move(driver)}});
}

std::string sarif_taxonomies() {
  const Json weakness = {
      {"id", "798"},
      {"name", "UseOfHardCodedCredentials"},
      {"shortDescription", text_object("Use of Hard-coded Credentials")},
      {"helpUri", "https://cwe.mitre.org/data/definitions/798.html"}};
  const Json cwe = {
      {"name", "CWE"},
      {"version", "4.16"},
      {"organization", "MITRE"},
      {"shortDescription",
       text_object("The MITRE Common Weakness Enumeration")},
      {"informationUri", "https://cwe.mitre.org/data/published/cwe_v4.16.pdf"},
      {"isComprehensive", false},
      {"taxa", Json::array({weakness})}};
  return dump(Json::array({cwe}));
}

}  // namespace patrol::report
