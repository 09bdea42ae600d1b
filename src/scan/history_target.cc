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
        source_(repository_, options.reader, options.max_size, coverage),
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
  git::ObjectNumbers* numbers() override { return &source_.numbers(); }
  void count_missing(const ObjectId& id, const std::string& named_by,
                     Coverage& gaps) const override {
    // A shallow clone lacks the parents of its oldest commits by design; that
    // is one gap, told above.
    if (shallow_ && named_by.starts_with("parent of")) return;
    if (missing_tips_.contains(id)) return;
    gaps.add_gap(GapReason::missing_object, id.hex(),
                 named_by + (partial_ ? " (left out by a partial clone)" : ""));
  }

  Places locate(const absl::flat_hash_set<ObjectId>& objects,
                attribute::HistoryNotes notes) override {
    if (objects.empty()) return {};
    attribute::History history(repository_, source_.numbers(),
                               std::move(notes));
    absl::flat_hash_set<ObjectId> in_trees = objects;
    absl::erase_if(in_trees, [&](const auto& id) { return history.is_commit(id); });
    Places places = history.trace(in_trees);
    for (const ObjectId& id : objects) {
      attribute::Origin origin = history.origin_of(id);
      const bool is_named = !origin.commit.empty() || !origin.ref.empty();
      if (is_named && !places.contains(id)) places[id].push_back(std::move(origin));
    }
    if (!refs_known_) be_modest(objects, places);
    return places;
  }

 private:
  void count_missing_tips() {
    const auto count = [&](std::string what, std::string why) {
      refs_known_ = false;
      coverage.add_gap(GapReason::unreadable_refs, std::move(what),
                       std::move(why));
    };
    for (const git::Ref& tip : repository_.tips(count)) {
      const std::uint32_t number = source_.numbers().find(tip.target);
      if (source_.numbers().is_stored(number)) continue;
      count_missing(tip.target, "target of " + tip.name, coverage);
      missing_tips_.insert(tip.target);
    }
  }

  // Nobody knows that no ref leads to what has no place.
  static void be_modest(const absl::flat_hash_set<ObjectId>& objects,
                        Places& places) {
    for (const ObjectId& id : objects) {
      if (!places[id].empty()) continue;
      places[id].push_back({.reach = Reach::unknown, .head_known = false});
    }
  }

  source::RepositorySource source_;
  absl::flat_hash_set<ObjectId> missing_tips_;  // counted already
  bool shallow_, partial_;
  bool refs_known_ = true;
};

}  // namespace

std::unique_ptr<Target> history_target(git::Repository repository,
                                       std::string path,
                                       const GitOptions& options) {
  return std::make_unique<HistoryTarget>(std::move(repository),
                                         std::move(path), options);
}

}  // namespace patrol::scan
