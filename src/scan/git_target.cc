// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <ctime>
#include <span>
#include <utility>

#include "scan/date.h"
#include "scan/target.h"
#include "source/change_source.h"
#include "source/repository_source.h"

namespace patrol::scan {
namespace {

// What both kinds of git scan tell of their repository.
class GitTarget : public Target {
 public:
  GitTarget(git::Repository repository, std::string path, std::string selection)
      : repository_(std::move(repository)),
        path_(std::move(path)),
        selection_(std::move(selection)) {}

  void describe(Report& report) const override {
    report.target = "git";
    report.target_path = path_;
    report.selection = selection_;
    report.repository_url = repository_.origin_url();
    report.head_commit = repository_.head_commit().hex();
    report.head_ref = repository_.head_ref();
  }

  void complete(Location& location) override {
    if (location.commit.empty()) return;
    absl::StatusOr<git::RawObject> object = repository_.read(location.commit);
    if (!object.ok()) return;
    if (auto commit = git::parse_commit(object->content())) {
      location.author = commit->author;
      location.author_time = commit->author_time;
    }
  }

 protected:
  git::Repository repository_;
  std::string path_, selection_;
};

// Every object of the database.
class HistoryTarget : public GitTarget {
 public:
  HistoryTarget(git::Repository repository, std::string path,
                const GitOptions& options)
      : GitTarget(std::move(repository), std::move(path), "whole history"),
        source_(repository_, options.reader, options.max_size, coverage),
        shallow_(repository_.is_shallow()),
        partial_(repository_.is_partial()) {
    if (shallow_) {
      coverage.add_gap(GapReason::shallow_history, path_,
                       "shallow clone: older commits are not here; fetch them "
                       "with 'git fetch --unshallow'");
    }
    count_missing_tips();
  }

  source::ObjectSource& source() override { return source_; }
  bool has_object(const ObjectId& id) const override {
    return source_.store().contains(id);
  }
  void count_missing(const ObjectId& id, const std::string& named_by,
                     Coverage& gaps) const override {
    // A shallow clone lacks the parents of its oldest commits by design; that
    // is one gap, told above.
    if (shallow_ && named_by.starts_with("parent of")) return;
    if (missing_tips_.contains(id)) return;
    gaps.add_gap(GapReason::missing_object, id.hex(),
                 named_by + (partial_ ? " (left out by a partial clone)" : ""));
  }

  void note(const Object& object, attribute::HistoryNotes& notes) override {
    if (object.type == ObjectType::commit) {
      if (auto commit = git::parse_commit(object.content)) {
        notes.add_commit(object.id, *commit);
      }
    } else if (object.type == ObjectType::tag) {
      if (auto tag = git::parse_tag(object.content)) {
        notes.tags.emplace(object.id, tag->target);
      }
    }
  }

  Places locate(const absl::flat_hash_set<ObjectId>& objects,
                attribute::HistoryNotes notes) override {
    if (objects.empty()) return {};
    attribute::History history(repository_, std::move(notes));
    Places places;
    absl::flat_hash_set<ObjectId> in_trees;
    for (const ObjectId& id : objects) {
      attribute::Origin origin = history.origin_of(id);
      const bool is_commit = !origin.commit.empty();
      const bool is_tag = origin.reach != Reach::dangling && !is_commit;
      if (is_commit || is_tag) places[id].push_back(std::move(origin));
      if (!is_commit) in_trees.insert(id);
    }
    for (auto& [id, origins] : history.trace(in_trees)) {
      places[id] = std::move(origins);
    }
    return places;
  }

 private:
  void count_missing_tips() {
    for (const git::Ref& tip : repository_.tips()) {
      if (has_object(tip.target)) continue;
      count_missing(tip.target, "target of " + tip.name, coverage);
      missing_tips_.insert(tip.target);
    }
  }

  source::RepositorySource source_;
  absl::flat_hash_set<ObjectId> missing_tips_;  // counted already
  bool shallow_, partial_;
};

// What the index or a set of commits brings in.
class ChangeTarget : public GitTarget {
 public:
  ChangeTarget(git::Repository repository, std::string path,
               std::string selection, std::vector<git::Change> changes,
               const std::vector<ObjectId>& commits, std::uint64_t max_size)
      : GitTarget(std::move(repository), std::move(path), std::move(selection)),
        source_(repository_, std::move(changes), commits, max_size) {}

  source::ObjectSource& source() override { return source_; }

  Places locate(const absl::flat_hash_set<ObjectId>& objects,
                attribute::HistoryNotes) override {
    Places places;
    for (const ObjectId& id : objects) {
      for (const git::Change& change : changes_to(id)) {
        const bool staged = change.commit.empty();
        places[id].push_back({change.path, change.commit,
                              time_of(change.commit), false,
                              staged ? Reach::index : Reach::ref, "", 0});
      }
      if (!places.contains(id)) {  // a commit
        places[id].push_back({"", id, time_of(id), false, Reach::ref, "", 0});
      }
    }
    return places;
  }

  // Old when it stood in the version before, in every change that makes this
  // blob. A name is old when there was a version before.
  bool is_old(const ObjectRef& object, Place place,
              const std::string& raw) override {
    const bool name = place == Place::file_name;
    auto was_there = [&](const git::Change& change) {
      if (name && change.path != object.path) return true;
      return std::any_of(
          change.before.begin(), change.before.end(),
          [&](const ObjectId& id) { return name || holds(id, raw); });
    };
    const auto changes = changes_to(object.id);
    return !changes.empty() &&
           std::all_of(changes.begin(), changes.end(), was_there);
  }

 private:
  std::span<const git::Change> changes_to(const ObjectId& blob) const {
    const auto& all = source_.changes();
    auto less = [](const auto& a, const auto& b) {
      if constexpr (std::is_same_v<std::decay_t<decltype(a)>, ObjectId>) {
        return a < b.blob;
      } else {
        return a.blob < b;
      }
    };
    auto first = std::lower_bound(all.begin(), all.end(), blob, less);
    auto last = std::upper_bound(first, all.end(), blob, less);
    return {first, last};
  }

  bool holds(const ObjectId& blob, const std::string& raw) const {
    absl::StatusOr<git::RawObject> object = repository_.read(blob);
    return object.ok() &&
           object->content().find(raw) != std::string_view::npos;
  }

  std::int64_t time_of(const ObjectId& id) const {
    absl::StatusOr<git::RawObject> object = repository_.read(id);
    if (!object.ok()) return 0;
    auto commit = git::parse_commit(object->content());
    return commit ? commit->author_time : 0;
  }

  source::ChangeSource source_;
};

// "A..B": B without A; "A...B" likewise; "^A" and "B" alone. An empty side is
// HEAD.
absl::Status add_range(const git::Repository& repository,
                       const std::string& range,
                       git::CommitSelection& selection) {
  auto add = [&](std::string name, std::vector<ObjectId>& list) {
    if (name.empty()) name = "HEAD";
    absl::StatusOr<ObjectId> id = repository.resolve_commit(name);
    if (id.ok()) list.push_back(*id);
    return id.status();
  };
  if (range.starts_with('^')) return add(range.substr(1), selection.exclude);
  const std::size_t dots = range.find("..");
  if (dots == std::string::npos) return add(range, selection.include);
  if (absl::Status ok = add(range.substr(0, dots), selection.exclude);
      !ok.ok()) {
    return ok;
  }
  const std::size_t end = range.substr(dots).starts_with("...") ? 3 : 2;
  return add(range.substr(dots + end), selection.include);
}

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

absl::StatusOr<std::unique_ptr<Target>> commit_target(
    git::Repository repository, const std::string& path,
    const GitSelection& selection, std::uint64_t max_size) {
  git::CommitSelection commits;
  for (const auto* list : {&selection.ranges, &selection.branches}) {
    for (const std::string& range : *list) {
      if (absl::Status ok = add_range(repository, range, commits); !ok.ok()) {
        return ok;
      }
    }
  }
  if (!selection.since.empty()) {
    absl::StatusOr<std::int64_t> since =
        parse_date(selection.since, std::time(nullptr));
    if (!since.ok()) return since.status();
    commits.since = *since;
  }
  if (commits.include.empty()) {  // only --since: from all refs
    for (const git::Ref& ref : repository.refs()) {
      if (absl::StatusOr<ObjectId> id =
              repository.resolve_commit(ref.target.hex());
          id.ok()) {
        commits.include.push_back(*id);
      }
    }
  }
  Coverage coverage;
  std::vector<ObjectId> ids = select_commits(repository, commits, coverage);
  std::vector<git::Change> changes;
  for (const ObjectId& id : ids) {
    std::vector<git::Change> more = changes_of(repository, id, coverage);
    std::move(more.begin(), more.end(), std::back_inserter(changes));
  }
  auto target = std::make_unique<ChangeTarget>(
      std::move(repository), path, words_of(selection), std::move(changes),
      ids, max_size);
  target->coverage = std::move(coverage);
  return target;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Target>> git_target(
    const std::string& path, const GitSelection& selection,
    const GitOptions& options) {
  absl::StatusOr<git::Repository> repository = git::Repository::open(path);
  if (!repository.ok()) return repository.status();
  if (selection.whole_history()) {
    return std::make_unique<HistoryTarget>(*std::move(repository), path,
                                           options);
  }
  if (!selection.staged) {
    return commit_target(*std::move(repository), path, selection,
                         options.max_size);
  }
  Coverage coverage;
  absl::StatusOr<std::vector<git::Change>> changes =
      git::staged_changes(*repository, coverage);
  if (!changes.ok()) return changes.status();
  auto target = std::make_unique<ChangeTarget>(
      *std::move(repository), path, "staged", *std::move(changes),
      std::vector<ObjectId>{}, options.max_size);
  target->coverage = std::move(coverage);
  return target;
}

}  // namespace patrol::scan
