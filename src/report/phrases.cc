// SPDX-License-Identifier: Apache-2.0
#include "report/phrases.h"

#include <algorithm>
#include <vector>

#include "report/words.h"
#include "report/writer.h"

namespace patrol::report {
namespace {

// The place of a secret in the history, for what has no path.
std::string nameless_place(const Report& report, const Location& at) {
  const std::string id = short_id(at.object);
  const std::string of_id = id.empty() ? "" : " " + id;
  switch (at.place) {
    case Place::commit_message:
      return "message of commit" + of_id;
    case Place::tag_message:
      return "message of tag" + of_id;
    case Place::note:
      return "git note" + of_id;
    case Place::commit_header:
      return "author or committer of commit" + of_id;
    case Place::tag_header:
      return "tagger of tag" + of_id;
    case Place::file_name:
      return "file name in" + of_id;
    case Place::ref_name:
    case Place::content:
      break;
  }
  if (report.target == "stdin") return "standard input";
  return id.empty() ? "unnamed object" : "blob " + id;
}

std::string spaced(std::string_view word, char joint) {
  std::string text = printable(word);
  std::replace(text.begin(), text.end(), joint, ' ');
  return text;
}

std::string raw_whereabouts(const Location& at) {
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

// ", added in commit 'c0c0c0c0c0c0'"
std::string origin_words(const Location& at) {
  if (at.commit.empty()) return "";
  const std::string id = "'" + short_id(at.commit) + "'";
  return at.merge_only
             ? ", added by merge " + id + " and in none of its parents"
             : ", added in commit " + id;
}

}  // namespace

std::string proof_phrase(const Verdict& verdict) {
  if (verdict.proof == Proof::none) return "not proved";
  const std::string kind(to_string(verdict.kind));
  return kind + (verdict.proof == Proof::valid ? " valid" : " invalid");
}

std::string facts_words(const Verdict& verdict, const SecretMask& mask) {
  std::vector<std::string> parts;
  for (const Fact& fact : verdict.facts) {
    parts.push_back(spaced(fact.name, '_') + " " +
                    printable(mask.apply(fact.value)));
  }
  return joined(parts);
}

std::string whereabouts(const Location& at, const SecretMask& mask) {
  return printable(mask.apply(raw_whereabouts(at)));
}

std::string place_words(const Report& report, const Location& at,
                        const SecretMask& mask) {
  const auto safe = [&](std::string_view text) {
    return printable(mask.apply(text));
  };
  if (at.place == Place::ref_name) return safe(at.ref) + " (in the ref's name)";
  const std::string line = std::to_string(at.line);
  const std::string column = std::to_string(at.column);
  if (at.path.empty()) {
    return nameless_place(report, at) + ", line " + line + ", column " + column;
  }
  const std::string path = safe(at.path);
  if (at.place == Place::file_name) return path + " (in the file's name)";
  return path + ":" + line + ":" + column;
}

// A name below .git/ can be no tracked file, so that of a submodule without a
// path never points to the wrong one.
std::string path_in_checkout(const Location& at) {
  if (at.submodule.empty() || at.path.empty()) return at.path;
  const std::string folder = at.submodule_path.empty()
                                 ? ".git/modules/" + at.submodule
                                 : at.submodule_path;
  return folder + "/" + at.path;
}

std::string sentence(const Finding& finding, const SecretMask& mask) {
  const Location& at = finding.primary();
  std::string text = one_line(finding.rule->name) + " '" +
                     printable(mask.shown(finding)) + "' (" +
                     proof_phrase(finding.verdict);
  for (const std::string& label : labels_of(finding.verdict)) {
    text += ", " + label;
  }
  text += ")";
  if (!at.encodings.empty()) text += ", encoded as " + at.encodings.name();
  if (at.place != Place::content && at.place != Place::ref_name) {
    text += " in a " + spaced(to_string(at.place), '-');
  }
  text += origin_words(at);
  const std::string where = whereabouts(at, mask);
  if (!where.empty()) text += ", " + where;
  if (is_pathless_blob(at)) text += ", in no tree and so without a path";
  const std::string facts = facts_words(finding.verdict, mask);
  if (!facts.empty()) text += "; it tells: " + facts;
  return text + ".";
}

}  // namespace patrol::report
