// SPDX-License-Identifier: Apache-2.0
#include "scan/history_target.h"

#include <utility>

#include "scan/repository_target.h"
#include "source/repository_source.h"

namespace patrol::scan {
namespace {

class HistoryTarget : public RepositoryTarget {
 public:
  HistoryTarget(git::Repository repository, std::string path,
                const GitOptions& options)
      : RepositoryTarget(std::move(repository), std::move(path),
                         "whole history"),
        source_(repository_, options.reader, options.max_size, coverage,
                options.memory),
        shallow_(repository_.is_shallow()),
        partial_(repository_.is_partial()) {
    if (shallow_) {
      coverage.add_gap(GapReason::shallow_history, path_,
                       "shallow clone: older commits are not here; fetch them "
                       "with 'git fetch --unshallow'");
    }
    count_missing_tips();
    repository_.all_indexes([&](std::string what, std::string why) {
      coverage.add_gap(GapReason::unreadable, std::move(what), std::move(why));
    });
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
      const bool is_tag = !origin.ref.empty() && !is_commit;
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
    const auto count = [&](std::string what, std::string why) {
      coverage.add_gap(GapReason::unreadable_refs, std::move(what),
                       std::move(why));
    };
    for (const git::Ref& tip : repository_.tips(count)) {
      if (has_object(tip.target)) continue;
      count_missing(tip.target, "target of " + tip.name, coverage);
      missing_tips_.insert(tip.target);
    }
  }

  source::RepositorySource source_;
  absl::flat_hash_set<ObjectId> missing_tips_;  // counted already
  bool shallow_, partial_;
};

}  // namespace

std::unique_ptr<Target> history_target(git::Repository repository,
                                       std::string path,
                                       const GitOptions& options) {
  return std::make_unique<HistoryTarget>(std::move(repository),
                                         std::move(path), options);
}

}  // namespace patrol::scan
