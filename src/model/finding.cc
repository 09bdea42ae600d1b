// SPDX-License-Identifier: Apache-2.0
#include "model/finding.h"

namespace patrol {

std::string_view to_string(Reach reach) {
  switch (reach) {
    case Reach::none:
      return "none";
    case Reach::index:
      return "index";
    case Reach::ref:
      return "ref";
    case Reach::stash:
      return "stash";
    case Reach::note:
      return "note";
    case Reach::replacement:
      return "replacement";
    case Reach::reflog:
      return "reflog";
    case Reach::dangling:
      return "dangling";
    case Reach::unknown:
      return "unknown";
  }
  return "";
}

std::string_view to_string(Place place) {
  switch (place) {
    case Place::content:
      return "content";
    case Place::file_name:
      return "file-name";
    case Place::ref_name:
      return "ref-name";
    case Place::commit_message:
      return "commit-message";
    case Place::tag_message:
      return "tag-message";
    case Place::note:
      return "note";
    case Place::commit_header:
      return "commit-header";
    case Place::tag_header:
      return "tag-header";
  }
  return "";
}

std::string_view dangling_kind(const Location& at) {
  if (at.reach != Reach::dangling) return "";
  switch (at.place) {
    case Place::commit_message:
    case Place::commit_header:
      return "commit";
    case Place::tag_message:
    case Place::tag_header:
      return "tag";
    default:
      break;
  }
  if (!at.commit.empty()) return "commit";
  return at.path.empty() ? "blob" : "tree";
}

bool is_pathless_blob(const Location& at) {
  return at.place == Place::content && at.path.empty() && !at.object.empty() &&
         at.reach != Reach::none && at.reach != Reach::unknown;
}

Severity severity_of(const Finding& finding) {
  const Severity severity = finding.rule->severity;
  const bool lowered = !finding.path_hint.empty() &&
                       finding.verdict.proof != Proof::valid &&
                       severity != Severity::low;
  return lowered ? static_cast<Severity>(static_cast<int>(severity) - 1)
                 : severity;
}

std::string_view to_string(Suppression suppression) {
  switch (suppression) {
    case Suppression::no:
      return "no";
    case Suppression::invalid:
      return "invalid";
    case Suppression::known_example:
      return "known-example";
    case Suppression::placeholder:
      return "placeholder";
    case Suppression::reference:
      return "reference";
    case Suppression::encrypted:
      return "encrypted";
    case Suppression::hash:
      return "hash";
    case Suppression::certificate:
      return "certificate";
    case Suppression::media:
      return "media";
    case Suppression::uuid:
      return "uuid";
    case Suppression::public_value:
      return "public";
    case Suppression::minified:
      return "minified";
    case Suppression::dummy:
      return "dummy";
    case Suppression::unlikely:
      return "unlikely";
    case Suppression::allow_comment:
      return "allow-comment";
    case Suppression::allowlist:
      return "allowlist";
    case Suppression::baseline:
      return "baseline";
  }
  return "";
}

}  // namespace patrol
