// SPDX-License-Identifier: Apache-2.0
#include "ci/range.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace patrol::ci {
namespace {

constexpr const char* kRemote = "refs/remotes/origin/";

// Two of them with dots between are too short to be taken for a token.
std::string brief(const std::string& id) { return id.substr(0, 8); }

// "" when there is no such commit.
std::string commit_of(const git::Repository& repository,
                      const std::string& revision) {
  const auto id = repository.resolve_commit(revision);
  return id.ok() ? id->hex() : "";
}

// What the remote's HEAD names; "" where the clone has none.
std::string default_branch_of(const git::Repository& repository) {
  const std::string remote = kRemote, head = remote + "HEAD";
  const std::string ref = repository.ref_of(head);
  return ref.starts_with(remote) && ref != head ? ref.substr(remote.size()) : "";
}

// Where a range begins, and the reason when that is not what the event says.
struct Begin {
  std::string id;  // "" = nowhere: the whole history of its head
  std::string reason;
};

Begin begin_at_branch(const std::string& branch,
                      const git::Repository& repository) {
  const std::string ref = absl::StrCat(kRemote, branch);
  const std::string id = branch.empty() ? "" : commit_of(repository, ref);
  if (!id.empty()) return {id, absl::StrCat("what origin/", branch, " lacks")};
  return {"", "its whole history"};
}

// For an event that tells no commit which is here.
Begin begin_instead(const Event& event, const git::Repository& repository) {
  std::string branch = event.target_branch;
  if (branch.empty()) {
    branch = event.default_branch.empty() ? default_branch_of(repository)
                                          : event.default_branch;
    if (branch == event.branch) branch.clear();
  }
  Begin begin = begin_at_branch(branch, repository);
  if (!event.base.empty()) {
    begin.reason = absl::StrCat(brief(event.base), " is not here, so ",
                                begin.reason);
  } else if (event.target_branch.empty()) {
    begin.reason = "no commit before it is told, so " + begin.reason;
  }
  return begin;
}

}  // namespace

Range find_range(const Event& event, const git::Repository& repository) {
  Range range{.ranges = {},
              .absent = {},
              .why = event.system + ", " + event.what + ": "};
  if (event.scope == Scope::whole) {
    range.why += "the whole history";
    return range;
  }
  if (event.scope == Scope::nothing) {
    range.ranges = {"HEAD..HEAD"};
    range.why += "nothing to scan";
    return range;
  }
  std::string head = commit_of(
      repository, event.head.empty() ? "HEAD" : event.head);
  Begin begin{event.base.empty() ? "" : commit_of(repository, event.base), ""};
  if (head.empty()) {
    range.absent.push_back(event.head);
    head = commit_of(repository, "HEAD");
    begin.reason = brief(event.head) + " is not here, so HEAD instead";
  } else if (begin.id.empty()) {
    begin = begin_instead(event, repository);
    // Perhaps it was that branch that was pushed to.
    if (begin.id == head && event.branch.empty() &&
        event.target_branch.empty()) {
      begin = {"", "nothing tells what was pushed, so all of its history"};
    }
  }
  absl::StrAppend(&range.why, begin.id.empty() ? "" : brief(begin.id) + "..",
                  brief(head));
  if (!begin.reason.empty()) absl::StrAppend(&range.why, " (", begin.reason, ")");
  range.ranges = {begin.id.empty() ? head : begin.id + ".." + head};
  return range;
}

}  // namespace patrol::ci
