// SPDX-License-Identifier: Apache-2.0
#include "report/text_parts.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "report/phrases.h"
#include "report/words.h"
#include "report/writer.h"

namespace patrol::report {
namespace {

constexpr std::size_t kPlacesInFull = 5;

bool is_of_a_tree(const Location& at) {
  return at.place == Place::content || at.place == Place::file_name;
}

std::string dangling_words(const Location& at) {
  const std::string kind(dangling_kind(at));
  return "dangling " + kind +
         (kind == "tree" ? ": no commit has it" : ": no ref leads to it");
}

// How to reach it, in words; "" when git has nothing to say.
std::string reach_words(const Report& report, const Location& at,
                        const std::string& ref) {
  const auto with_ref = [&](const std::string& words) {
    return ref.empty() ? words : words + " (" + ref + ")";
  };
  switch (at.reach) {
    case Reach::none:
      return "";
    case Reach::index:
      return with_ref("staged, not committed");
    case Reach::ref:
      return "reachable from " + (ref.empty() ? "a ref" : ref);
    case Reach::stash:
      return with_ref("in a stash");
    case Reach::note:
      return with_ref("in git notes");
    case Reach::replacement:
      return with_ref("only a replacement of another object");
    case Reach::reflog:
      return with_ref("only in a reflog");
    case Reach::dangling:
      return dangling_words(at);
    case Reach::unknown:
      return report.interrupted ? "not traced: the scan was interrupted"
                                : "not traced: refs or an index cannot be read";
  }
  return "";
}

std::string state_words(const Report& report, const Location& at,
                        const std::string& ref) {
  if (at.place == Place::ref_name && at.reach == Reach::ref) return "";
  std::string words =
      at.in_head ? "still in HEAD" : reach_words(report, at, ref);
  const bool gone = at.head_known && !at.in_head && is_of_a_tree(at) &&
                    at.reach != Reach::none && at.reach != Reach::index;
  if (gone) words = "gone from HEAD, " + words;
  if (is_pathless_blob(at)) {
    words += ", no path is known: the blob is in no tree";
  }
  if (at.ignored) {
    words +=
        words.empty() ? "ignored by .gitignore" : ", ignored by .gitignore";
  }
  return words;
}

std::string read_words(const Coverage& coverage) {
  std::vector<std::string> parts;
  const auto add = [&](std::uint64_t number, std::string_view noun) {
    if (number > 0) parts.push_back(count_of(number, noun));
  };
  add(coverage.blobs, "blob");
  add(coverage.trees, "tree");
  add(coverage.commits, "commit");
  add(coverage.tags, "tag");
  add(coverage.files, "file");
  if (parts.empty() && coverage.bytes == 0) return "nothing";
  if (parts.empty()) return size_of(coverage.bytes);
  return joined(parts) + " (" + size_of(coverage.bytes) + ")";
}

std::string not_read_words(const Coverage& coverage) {
  std::vector<std::string> parts;
  for (const auto& [reason, count] : coverage.not_read) {
    if (count == 0) continue;
    parts.push_back(grouped(count) + " " + std::string(to_string(reason)));
  }
  return parts.empty() ? "nothing left unread" : "not read: " + joined(parts);
}

}  // namespace

std::string coverage_line(const Report& report, const SecretMask& mask) {
  std::string line = report.interrupted ? "Interrupted: read " : "Read ";
  line += read_words(report.coverage) + " of ";
  if (report.target == "stdin") {
    line += "standard input";
  } else {
    line += printable(mask.apply(report.target_path));
  }
  if (!report.selection.empty()) {
    line += " (" + printable(mask.apply(report.selection)) + ")";
  }
  return line + "; " + not_read_words(report.coverage) + ".";
}

std::string TextBlocks::safe(std::string_view text) const {
  return printable(mask_.apply(text));
}

std::string TextBlocks::severity_word(Severity severity) const {
  const std::string_view word = to_string(severity);
  switch (severity) {
    case Severity::critical:
      return paint_.bold_red(word);
    case Severity::high:
      return paint_.red(word);
    case Severity::medium:
      return paint_.yellow(word);
    case Severity::low:
      return paint_.cyan(word);
  }
  return std::string(word);
}

void TextBlocks::rule_head(const Rule& rule) {
  out_ << severity_word(rule.severity) << "  "
       << paint_.bold(one_line(rule.name)) << '\n';
  out_ << "  rule " << printable(rule.id) << ", issuer "
       << one_line(rule.provider_name) << ", confidence "
       << to_string(rule.confidence) << "\n\n";
}

std::string TextBlocks::proof_words(const Verdict& verdict) const {
  std::string words;
  switch (verdict.proof) {
    case Proof::valid:
      words = paint_.green("proved by " + std::string(to_string(verdict.kind)));
      break;
    case Proof::none:
      words = "no proof";
      break;
    case Proof::invalid:
      words = "disproved by " + std::string(to_string(verdict.kind));
      break;
  }
  if (!verdict.reason.empty()) words += " (" + safe(verdict.reason) + ")";
  for (const std::string& label : labels_of(verdict)) words += ", " + label;
  return words;
}

void TextBlocks::finding(const Finding& finding) {
  out_ << "  " << paint_.bold(printable(mask_.shown(finding))) << "  "
       << proof_words(finding.verdict);
  if (finding.suppression != Suppression::no) {
    out_ << "  held back: " << to_string(finding.suppression);
  }
  out_ << '\n';
  const std::size_t shown = std::min(finding.locations.size(), kPlacesInFull);
  for (std::size_t i = 0; i < shown; ++i) location(finding.locations[i]);
  if (shown < finding.locations.size()) {
    out_ << "    … and " << grouped(finding.locations.size() - shown)
         << " more\n";
  }
  const std::string told = facts_words(finding.verdict, mask_);
  if (!told.empty()) out_ << "    it tells: " << told << '\n';
  if (!finding.path_hint.empty()) {
    out_ << "    paths say: " << finding.path_hint;
    if (severity_of(finding) != finding.rule->severity) {
      out_ << ", so of severity " << to_string(severity_of(finding));
    }
    out_ << '\n';
  }
  if (!finding.also.empty()) {
    out_ << "    also matched by " << joined(finding.also) << '\n';
  }
  out_ << "    " << paint_.dim("fingerprint " + finding.fingerprint) << "\n\n";
}

void TextBlocks::location(const Location& at) {
  out_ << "    " << place_words(report_, at, mask_);
  if (!at.encodings.empty()) out_ << " (" << at.encodings.name() << ')';
  const std::string ref =
      at.place == Place::ref_name ? "" : safe(holder_of(at));
  std::string state = state_words(report_, at, ref);
  if (!at.submodule.empty()) {
    state += (state.empty() ? "in submodule " : ", in submodule ") +
             safe(at.submodule);
    if (!at.submodule_path.empty()) state += " at " + safe(at.submodule_path);
  }
  if (!state.empty()) out_ << "  " << state;
  out_ << '\n';
  origin(at);
}

void TextBlocks::origin(const Location& at) {
  if (at.commit.empty()) return;
  out_ << (at.merge_only ? "      added by merge " : "      added in ")
       << short_id(at.commit);
  if (at.merge_only) out_ << ", in none of its parents";
  const std::string time = iso_time(at.author_time);
  if (!time.empty()) out_ << ", " << time;
  if (!at.author.empty()) out_ << ", by " << safe(at.author);
  out_ << '\n';
}

void TextBlocks::advice(const Rule& rule) {
  const auto line = [&](std::string_view label, const std::string& text) {
    if (!text.empty()) out_ << "  " << label << one_line(text) << '\n';
  };
  line("Grants: ", rule.grants);
  line("Next:   revoke: ", rule.revoke);
  line("        rotate: ", rule.rotate);
  line("        page:   ", rule.page);
  out_ << '\n';
}

void TextBlocks::same_advice() {
  out_ << "  Next:   as told above for this rule\n\n";
}

}  // namespace patrol::report
