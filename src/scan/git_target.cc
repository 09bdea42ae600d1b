// SPDX-License-Identifier: Apache-2.0
//
// Which commits a git scan is about, and what holds them.
#include <algorithm>
#include <ctime>
#include <utility>

#include "scan/change_target.h"
#include "scan/date.h"
#include "scan/history_target.h"

namespace patrol::scan {
namespace {

std::string words_of(const GitSelection& selection) {
  std::string words;
  auto add = [&](const std::string& word) {
    words += (words.empty() ? "" : ", ") + word;
  };
  for (const std::string& range : selection.ranges) add("range " + range);
  for (const std::string& name : selection.branches) add("branch " + name);
  if (!selection.since.empty()) add("since " + selection.since);
  return words;
}

// The commits of a selection as it is read, and by which names.
class CommitChoice {
 public:
  explicit CommitChoice(const git::Repository& repository)
      : repository_(repository) {}

  // "A..B": B without A; "A...B" likewise; "^A" and "B" alone. An empty side
  // is HEAD.
  absl::Status add_range(const std::string& range) {
    if (range.starts_with('^')) return exclude(range.substr(1));
    const std::size_t dots = range.find("..");
    if (dots == std::string::npos) return include(range);
    if (absl::Status ok = exclude(range.substr(0, dots)); !ok.ok()) return ok;
    const std::size_t end = range.substr(dots).starts_with("...") ? 3 : 2;
    return include(range.substr(dots + end));
  }

  absl::Status add_since(const std::string& date) {
    absl::StatusOr<std::int64_t> since = parse_date(date, std::time(nullptr));
    if (since.ok()) commits.since = *since;
    return since.status();
  }

  // When only --since was given: from all refs.
  void include_all() {
    for (const git::Ref& ref : all_refs()) {
      auto id = repository_.resolve_commit(ref.target.hex());
      if (!id.ok()) continue;
      commits.include.push_back(*id);
      holders.push_back(holder_of(ref));
    }
  }

  git::CommitSelection commits;
  std::vector<Holder> holders;  // of commits.include
  Coverage coverage;

 private:
  absl::Status exclude(const std::string& name) {
    auto id = repository_.resolve_commit(name.empty() ? "HEAD" : name);
    if (id.ok()) commits.exclude.push_back(*id);
    return id.status();
  }

  absl::Status include(const std::string& name) {
    const std::string revision = name.empty() ? "HEAD" : name;
    auto id = repository_.resolve_commit(revision);
    if (!id.ok()) return id.status();
    commits.include.push_back(*id);
    const std::string ref = repository_.ref_of(revision);
    holders.push_back(ref.empty() ? find_holder(*id) : Holder{Reach::ref, ref});
    return absl::OkStatus();
  }

  // Of a commit that is not named by a ref.
  Holder find_holder(const ObjectId& commit) {
    const std::vector<git::Ref> refs = all_refs();
    const git::Ref* ref = git::first_to_reach(repository_, refs, commit);
    if (ref) return holder_of(*ref);
    return {refs_known_ ? Reach::dangling : Reach::unknown, ""};
  }

  Holder holder_of(const git::Ref& ref) const {
    const bool head = ref.kind == git::Ref::Kind::head;
    return {attribute::reach_of(ref.kind),
            head ? repository_.ref_of(ref.name) : ref.name};
  }

  std::vector<git::Ref> all_refs() {
    Coverage unread;
    std::vector<git::Ref> refs =
        repository_.refs([&](std::string what, std::string why) {
          unread.add_gap(GapReason::unreadable_refs, std::move(what),
                         std::move(why));
        });
    if (refs_known_) coverage.merge(unread);
    refs_known_ = unread.complete();
    attribute::sort_by_importance(refs, repository_.head_ref());
    return refs;
  }

  const git::Repository& repository_;
  bool refs_known_ = true;
};

absl::StatusOr<std::unique_ptr<Target>> commit_target(
    git::Repository repository, const std::string& path,
    const GitSelection& selection, const source::ReadOptions& options) {
  CommitChoice choice(repository);
  absl::Status status;
  for (const auto* list : {&selection.ranges, &selection.branches}) {
    for (const std::string& range : *list) {
      status.Update(choice.add_range(range));
    }
  }
  if (!selection.since.empty()) status.Update(choice.add_since(selection.since));
  if (!status.ok()) return status;
  if (choice.commits.include.empty()) choice.include_all();
  Coverage coverage = std::move(choice.coverage);
  for (const std::string& id : selection.absent) {
    coverage.add_gap(repository.is_shallow() ? GapReason::shallow_history
                                             : GapReason::missing_object,
                     id, "to be scanned, and not in this clone");
  }
  ChangeSet set{.selection = words_of(selection),
                .changes = {},
                .commits = select_commits(repository, choice.commits, coverage),
                .holders = std::move(choice.holders),
                .tags = {},
                .ref_names = {}};
  set.tags = select_tags(repository, set.commits, coverage);
  for (const git::SelectedCommit& commit : set.commits) {
    std::vector<git::Change> more = changes_of(repository, commit.id, coverage);
    std::move(more.begin(), more.end(), std::back_inserter(set.changes));
  }
  auto target =
      change_target(std::move(repository), path, std::move(set), options);
  target->coverage.merge(coverage);
  return target;
}

absl::StatusOr<std::unique_ptr<Target>> staged_target(
    git::Repository repository, const std::string& path,
    const source::ReadOptions& options) {
  if (!repository.has_index()) {
    return absl::InvalidArgumentError(
        path +
        ": a bare repository has no index, so nothing is staged; leave out "
        "--staged to scan its history, or name the index in GIT_INDEX_FILE");
  }
  Coverage coverage;
  absl::StatusOr<std::vector<git::Change>> changes =
      git::staged_changes(repository, coverage);
  if (!changes.ok()) return changes.status();
  auto target = change_target(
      std::move(repository), path,
      {.selection = "staged", .changes = *std::move(changes),
       .commits = {}, .holders = {}, .tags = {}, .ref_names = {}},
      options);
  target->coverage.merge(coverage);
  return target;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Target>> git_target(
    const std::string& path, const GitSelection& selection,
    const source::ReadOptions& options) {
  absl::StatusOr<git::Repository> repository = git::Repository::open(path);
  if (!repository.ok()) return repository.status();
  if (selection.whole_history()) {
    return history_target(*std::move(repository), path, options);
  }
  if (selection.staged) {
    return staged_target(*std::move(repository), path, options);
  }
  return commit_target(*std::move(repository), path, selection, options);
}

}  // namespace patrol::scan
