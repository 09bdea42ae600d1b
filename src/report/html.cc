// SPDX-License-Identifier: Apache-2.0
//
// One page that needs nothing else. The browser is told to run the one script
// and to use the one style whose digests stand in the page's policy, and to
// load nothing at all; the findings are data in JSON, in which no '<' is left,
// so that no text of a repository can end the element. The script makes text
// nodes of them, never markup.
#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/digest.h"
#include "report/formats.h"
#include "report/markup.h"
#include "report/phrases.h"
#include "report/uri.h"
#include "report/words.h"

// The files of src/report/html, embedded by assets.S.
extern "C" {
extern const char patrol_html_page[], patrol_html_page_end[];
extern const char patrol_html_style[], patrol_html_style_end[];
extern const char patrol_html_script[], patrol_html_script_end[];
}

namespace patrol::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kPlaces = 40;  // of a finding

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

std::string digest_of(std::string_view asset) {
  return "sha256-" + base::encode_base64(base::sha256(asset));
}

std::string dump(const Json& json) {
  std::string text = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;) {
    text.replace(at, 1, "\\u003c");
  }
  return text;
}

Json place_object(const Report& report, const Location& at,
                  const SecretMask& mask) {
  return {{"at", place_words(report, at, mask)},
          {"head", at.in_head},
          {"time", at.author_time},
          {"commit", short_id(at.commit)},
          {"author", printable(mask.apply(at.author))},
          {"encoding", at.encodings.name()},
          {"where", whereabouts(at, mask)}};
}

std::string verdict_words(const Finding& finding) {
  std::string words = proof_phrase(finding.verdict);
  for (const std::string& label : labels_of(finding.verdict)) {
    words += ", " + label;
  }
  return words;
}

Json finding_object(const Report& report, const Finding& finding,
                    std::size_t rule, const SecretMask& mask) {
  Json places = Json::array();
  for (const Location& at : finding.locations) {
    if (places.size() == kPlaces) break;
    places.push_back(place_object(report, at, mask));
  }
  const bool held = finding.suppression != Suppression::no;
  return {{"rule", rule},
          {"severity", to_string(severity_of(finding))},
          {"proof", to_string(finding.verdict.proof)},
          {"words", verdict_words(finding)},
          {"secret", printable(mask.shown(finding))},
          {"facts", facts_words(finding.verdict, mask)},
          {"hint", finding.path_hint},
          {"also", joined(finding.also)},
          {"held", held ? to_string(finding.suppression) : ""},
          {"fingerprint", finding.fingerprint},
          {"count", finding.locations.size()},
          {"places", std::move(places)}};
}

Json rule_object(const Rule& rule) {
  return {{"id", rule.id},
          {"name", one_line(rule.name)},
          {"issuer", one_line(rule.provider_name)},
          {"confidence", to_string(rule.confidence)},
          {"grants", one_line(rule.grants)},
          {"revoke", one_line(rule.revoke)},
          {"rotate", one_line(rule.rotate)},
          {"page", web_uri(rule.page)}};
}

// Findings name their rules by number.
class Data {
 public:
  Data(const Report& report, const SecretMask& mask)
      : report_(report), mask_(mask) {}

  void add(const std::vector<Finding>& findings, std::ostream& out) {
    for (const Finding& finding : findings) {
      const auto [at, is_new] = numbers_.emplace(finding.rule, rules_.size());
      if (is_new) rules_.push_back(rule_object(*finding.rule));
      out << separator_
          << dump(finding_object(report_, finding, at->second, mask_));
      separator_ = ",\n";
    }
  }
  std::string rules() const { return dump(rules_); }

 private:
  const Report& report_;
  const SecretMask& mask_;
  std::map<const Rule*, std::size_t> numbers_;
  Json rules_ = Json::array();
  std::string_view separator_ = "\n";
};

void write_data(const Report& report, const WriteOptions& options,
                const SecretMask& mask, std::ostream& out) {
  Data data(report, mask);
  out << "{\"findings\":[";
  data.add(report.findings, out);
  if (options.show_suppressed) data.add(report.suppressed, out);
  out << "],\n\"rules\":" << data.rules()
      << ",\n\"end\":" << std::to_string(report.end_time) << '}';
}

void write_row(std::string_view what, const std::string& number,
               std::string_view note, std::ostream& out) {
  out << "<tr><th scope=\"row\">" << xml_escape(what)
      << "</th><td class=\"number\">" << number << "</td><td>"
      << xml_escape(note) << "</td></tr>\n";
}

void write_gap_list(const Report& report, const SecretMask& mask,
                    std::ostream& out) {
  if (report.coverage.gaps.empty()) return;
  out << "<div class=\"scroll\"><table><caption>The first of each reason"
      << "</caption>\n<thead><tr><th scope=\"col\">Reason</th>"
      << "<th scope=\"col\">What</th><th scope=\"col\">Detail</th></tr></thead>\n";
  for (const Gap& gap : report.coverage.gaps) {
    out << "<tr><td>" << to_string(gap.reason) << "</td><td><code>"
        << xml_escape(mask.apply(gap.what)) << "</code></td><td>"
        << xml_escape(mask.apply(gap.detail)) << "</td></tr>\n";
  }
  out << "</table></div>\n";
}

void write_coverage(const Report& report, const SecretMask& mask,
                    std::ostream& out) {
  const Coverage& coverage = report.coverage;
  out << "<div class=\"scroll\"><table><caption>"
      << (coverage.complete() ? "Nothing is missing that should have been read."
                              : "There are gaps: secrets may be left in them.")
      << "</caption>\n<thead><tr><th scope=\"col\">What</th>"
      << "<th scope=\"col\">Number</th><th scope=\"col\"></th></tr></thead>\n";
  for (const auto& [noun, count] :
       {std::pair("blobs", coverage.blobs), std::pair("trees", coverage.trees),
        std::pair("commits", coverage.commits),
        std::pair("tags", coverage.tags), std::pair("files", coverage.files)}) {
    if (count > 0) write_row(noun, grouped(count), "read", out);
  }
  write_row("content", size_of(coverage.bytes), "searched", out);
  for (const auto& [reason, count] : coverage.not_read) {
    if (count == 0) continue;
    write_row(to_string(reason), grouped(count),
              is_gap(reason) ? "not read: a gap" : "left out", out);
  }
  out << "</table></div>\n";
  write_gap_list(report, mask, out);
}

std::string title(const Report& report, const SecretMask& mask) {
  const std::string count = report.findings.empty()
                                ? "No secrets"
                                : count_of(report.findings.size(), "secret");
  return count + " in " +
         (report.target == "stdin" ? "standard input"
                                   : mask.apply(report.target_path));
}

void write_note(const Report& report, std::ostream& out) {
  if (report.interrupted) {
    out << "<p class=\"note\">Partial: the scan was interrupted.</p>";
  } else if (!report.coverage.complete()) {
    out << "<p class=\"note\">Not everything was read: <a "
        << "href=\"#coverage-title\">what is missing</a>.</p>";
  }
  const std::string time = iso_time(report.end_time);
  if (!time.empty()) out << "<p class=\"soft\">Scanned at " << time << "</p>";
}

using Parts = std::map<std::string_view, std::function<void(std::ostream&)>>;

// The page with what belongs in place of each "@NAME@".
void write_page(std::string_view page, const Parts& parts, std::ostream& out) {
  for (bool name = false; !page.empty(); name = !name) {
    const std::string_view piece = page.substr(0, page.find('@'));
    if (name) {
      parts.at(piece)(out);
    } else {
      out << piece;
    }
    page.remove_prefix(std::min(piece.size() + 1, page.size()));
  }
}

}  // namespace

void write_html(const Report& report, const WriteOptions& options,
                std::ostream& out) {
  const SecretMask mask(report, false);
  const auto style = between(patrol_html_style, patrol_html_style_end);
  const auto script = between(patrol_html_script, patrol_html_script_end);
  const auto text = [](std::string words) {
    return [words = std::move(words)](std::ostream& to) { to << words; };
  };
  write_page(
      between(patrol_html_page, patrol_html_page_end),
      {{"SCRIPT-HASH", text(digest_of(script))},
       {"STYLE-HASH", text(digest_of(style))},
       {"VERSION", text(std::string(kVersion))},
       {"TITLE", text(xml_escape(title(report, mask)))},
       {"STYLE", text(std::string(style))},
       {"SUMMARY", text(xml_escape(summary_line(report)))},
       {"NOTE", [&](std::ostream& to) { write_note(report, to); }},
       {"COVERAGE", [&](std::ostream& to) { write_coverage(report, mask, to); }},
       {"DATA", [&](std::ostream& to) { write_data(report, options, mask, to); }},
       {"SCRIPT", text(std::string(script))}},
      out);
}

}  // namespace patrol::report
