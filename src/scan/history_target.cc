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
                const source::ReadOptions& options)
      : RepositoryTarget(std::move(repository), std::move(path),
                         "whole history"),
        source_(repository_, options, coverage),
        shallow_(repository_.is_shallow()),
        why_missing_(repository_.why_missing()) {
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
  std::vector<RefName> ref_names(Coverage& gaps) override {
    const auto count = [&](std::string what, std::string why) {
      if (!unread_refs_.insert(what).second) return;
      gaps.add_gap(GapReason::unreadable_refs, std::move(what),
                   std::move(why));
    };
    std::vector<RefName> names;
    for (git::RefName& ref : repository_.ref_names(count)) {
      names.push_back(
          {std::move(ref.name), ref.prefix, attribute::reach_of(ref.kind)});
    }
    return names;
  }
  void complete(Location& location) override {
    RepositoryTarget::complete(location);
    if (location.object.empty()) return;
    const auto* submodule = repository_.submodule_of(location.object);
    if (!submodule) return;
    location.submodule = submodule->name;
    location.submodule_path = submodule->path;
  }
  void count_missing(const ObjectId& id, const std::string& named_by,
                     Coverage& gaps) const override {
    // A shallow clone lacks the parents of its oldest commits by design; that
    // is one gap, told above.
    if (shallow_ && named_by.starts_with("parent of")) return;
    if (missing_tips_.contains(id)) return;
    gaps.add_gap(GapReason::missing_object, id.hex(),
                 named_by + std::string(why_missing_));
  }

  Places locate(const absl::flat_hash_set<ObjectId>& objects,
                attribute::HistoryNotes notes, Coverage& gaps) override {
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
    for (const git::Unread& ref : history.unread_refs()) {
      if (unread_refs_.contains(ref.path)) continue;
      gaps.add_gap(GapReason::unreadable_refs, ref.path, ref.why);
    }
    if (!history.unread_refs().empty() || history.has_unread_index()) {
      be_modest(objects, places);
    }
    look_into_heads_of_submodules(places);
    return places;
  }

 private:
  void count_missing_tips() {
    const auto count = [&](std::string what, std::string why) {
      unread_refs_.insert(what);
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

  void look_into_heads_of_submodules(Places& places) const {
    for (auto& [id, origins] : places) {
      const git::Submodule* submodule = repository_.submodule_of(id);
      if (!submodule) continue;
      const git::Repository& theirs = submodule->repository;
      const absl::StatusOr<ObjectId> head = theirs.head_commit();
      for (attribute::Origin& origin : origins) {
        origin.head_known = head.ok();
        origin.in_head = head.ok() && !origin.path.empty() &&
                         theirs.blob_at(*head, origin.path) == id;
      }
    }
  }

  // Nobody knows that no ref or index leads to what has no place.
  static void be_modest(const absl::flat_hash_set<ObjectId>& objects,
                        Places& places) {
    for (const ObjectId& id : objects) {
      if (!places[id].empty()) continue;
      places[id].push_back({.reach = Reach::unknown, .head_known = false});
    }
  }

  source::RepositorySource source_;
  absl::flat_hash_set<ObjectId> missing_tips_;  // counted already
  bool shallow_;
  std::string_view why_missing_;
  absl::flat_hash_set<std::string> unread_refs_;  // counted already
};

}  // namespace

std::unique_ptr<Target> history_target(git::Repository repository,
                                       std::string path,
                                       const source::ReadOptions& options) {
  Coverage unread;
  if (options.submodules) {
    repository.add_submodules([&](std::string what, std::string why) {
      unread.add_gap(GapReason::unreadable, std::move(what), std::move(why));
    });
  }
  auto target = std::make_unique<HistoryTarget>(std::move(repository),
                                                std::move(path), options);
  target->coverage.merge(unread);
  return target;
}

}  // namespace patrol::scan
