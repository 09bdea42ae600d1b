// SPDX-License-Identifier: Apache-2.0
#include "attribute/history.h"

#include <algorithm>
#include <queue>
#include <tuple>

#include "attribute/tree_walk.h"

namespace patrol::attribute {

Reach reach_of(git::Ref::Kind kind) {
  switch (kind) {
    case git::Ref::Kind::stash:
      return Reach::stash;
    case git::Ref::Kind::note:
      return Reach::note;
    case git::Ref::Kind::reflog:
      return Reach::reflog;
    default:
      return Reach::ref;
  }
}

namespace {

// HEAD's branch first, then branches, then tags, then other refs.
int importance(const git::Ref& ref, const std::string& head_ref) {
  if (ref.name == head_ref) return 0;
  if (ref.name.starts_with("refs/heads/")) return 1;
  if (ref.name.starts_with("refs/remotes/")) return 2;
  if (ref.name.starts_with("refs/tags/")) return 3;
  return ref.kind == git::Ref::Kind::head ? 5 : 4;
}

// What asks for nothing but the readable part.
void leave_out(const std::string&, const std::string&) {}

}  // namespace

void sort_by_importance(std::vector<git::Ref>& refs,
                        const std::string& head_ref) {
  std::stable_sort(refs.begin(), refs.end(), [&](const auto& a, const auto& b) {
    return std::pair(reach_of(a.kind), importance(a, head_ref)) <
           std::pair(reach_of(b.kind), importance(b, head_ref));
  });
}

void HistoryNotes::add_commit(const ObjectId& id, const git::Commit& commit) {
  commits.push_back({id, commit.tree, commit.parents, commit.author_time,
                     commit.committer_time});
}

void HistoryNotes::merge(HistoryNotes&& other) {
  std::move(other.commits.begin(), other.commits.end(),
            std::back_inserter(commits));
  trees.merge(std::move(other.trees));
  tags.insert(other.tags.begin(), other.tags.end());
}

History::History(const git::Repository& repository, HistoryNotes notes)
    : repository_(&repository),
      notes_(std::move(notes)),
      ref_names_{""} {
  // The order of notes is that of the workers; the order of ids is the same
  // in each scan.
  std::sort(notes_.commits.begin(), notes_.commits.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  for (std::uint32_t i = 0; i < notes_.commits.size(); ++i) {
    commit_index_.emplace(notes_.commits[i].id, i);
  }
  labels_.resize(notes_.commits.size());
  rank_commits();
  label_reach();
  order_.resize(labels_.size());
  for (std::uint32_t i = 0; i < order_.size(); ++i) order_[i] = i;
  std::sort(order_.begin(), order_.end(), [&](auto a, auto b) {
    return std::tie(labels_[a].reach, labels_[a].rank) <
           std::tie(labels_[b].reach, labels_[b].rank);
  });
}

History::~History() = default;

// Kahn's algorithm with a queue by committer time.
void History::rank_commits() {
  const std::size_t count = notes_.commits.size();
  std::vector<std::vector<std::uint32_t>> children(count);
  std::vector<std::uint32_t> waiting(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    for (const ObjectId& parent : notes_.commits[i].parents) {
      auto found = commit_index_.find(parent);
      if (found == commit_index_.end()) continue;
      children[found->second].push_back(i);
      ++waiting[i];
    }
  }
  using Ready = std::pair<std::int64_t, std::uint32_t>;
  std::priority_queue<Ready, std::vector<Ready>, std::greater<>> ready;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (waiting[i] == 0) ready.emplace(notes_.commits[i].committer_time, i);
  }
  for (std::uint32_t rank = 0; !ready.empty(); ++rank) {
    const std::uint32_t at = ready.top().second;
    ready.pop();
    labels_[at].rank = rank;
    for (std::uint32_t child : children[at]) {
      if (--waiting[child] == 0) {
        ready.emplace(notes_.commits[child].committer_time, child);
      }
    }
  }
}

ObjectId History::peel(ObjectId id) const {
  for (int depth = 0; depth < 16; ++depth) {
    auto found = notes_.tags.find(id);
    if (found == notes_.tags.end()) break;
    id = found->second;
  }
  return id;
}

// Floods the commit graph from each ref, the most telling refs first: a
// commit keeps the first label that reaches it.
void History::label_reach() {
  std::vector<git::Ref> refs = repository_->refs(
      [&](const std::string&, const std::string&) { refs_known_ = false; });
  head_known_ = repository_->head_commit().ok();
  sort_by_importance(refs, repository_->head_ref());
  std::vector<std::uint32_t> pending;
  for (const git::Ref& ref : refs) {
    const Reach reach = reach_of(ref.kind);
    for (ObjectId id = ref.target;;) {
      named_.emplace(id, Origin{.reach = reach, .ref = ref.name});
      auto tag = notes_.tags.find(id);
      if (tag == notes_.tags.end()) break;
      id = tag->second;
    }
    auto found = commit_index_.find(peel(ref.target));
    if (found == commit_index_.end()) continue;
    ref_names_.push_back(ref.name);
    const auto name = static_cast<std::uint32_t>(ref_names_.size() - 1);
    pending.push_back(found->second);
    while (!pending.empty()) {
      const std::uint32_t at = pending.back();
      pending.pop_back();
      if (labels_[at].ref != 0) continue;
      labels_[at].reach = reach;
      labels_[at].ref = name;
      for (const ObjectId& parent : notes_.commits[at].parents) {
        auto next = commit_index_.find(parent);
        if (next != commit_index_.end()) pending.push_back(next->second);
      }
    }
  }
}

Origin History::origin_of(const ObjectId& object) const {
  Origin origin;
  if (auto found = commit_index_.find(object); found != commit_index_.end()) {
    const CommitLabel& label = labels_[found->second];
    origin.commit = object;
    origin.author_time = notes_.commits[found->second].author_time;
    origin.reach = label.reach;
    origin.ref = ref_names_[label.ref];
  } else if (auto tag = named_.find(object); tag != named_.end()) {
    origin = tag->second;
  }
  be_modest(origin);
  return origin;
}

void History::be_modest(Origin& origin) const {
  const bool last_resort =
      origin.reach == Reach::dangling || origin.reach == Reach::reflog;
  if (last_resort && !refs_known_) origin.reach = Reach::unknown;
  origin.head_known = head_known_;
}

// Of what no tree of the history has: its places in the indexes.
void History::add_staged(const absl::flat_hash_set<ObjectId>& blobs,
                         Origins& origins) const {
  Origins staged;
  for (git::IndexEntry& entry : repository_->all_indexes(leave_out)) {
    if (!blobs.contains(entry.id) || origins.contains(entry.id)) continue;
    std::vector<Origin>& all = staged[entry.id];
    const bool known = std::any_of(all.begin(), all.end(), [&](const auto& o) {
      return o.path == entry.path;
    });
    if (known || all.size() >= kMaxPaths) continue;
    all.push_back({.path = std::move(entry.path), .reach = Reach::index});
  }
  origins.merge(staged);
}

Origins History::trace(const absl::flat_hash_set<ObjectId>& blobs) {
  Origins origins;
  TreeWalk walk(notes_.trees, blobs);
  auto record = [&](const Origin& from) {
    return [&origins, from](const ObjectId& blob, std::string path) {
      std::vector<Origin>& all = origins[blob];
      if (all.size() >= kMaxPaths) return;
      all.push_back(from);
      all.back().path = std::move(path);
    };
  };
  for (std::uint32_t at : order_) {
    const HistoryNotes::CommitNote& commit = notes_.commits[at];
    walk.descend(commit.tree, record({.commit = commit.id,
                                      .author_time = commit.author_time,
                                      .reach = labels_[at].reach,
                                      .ref = ref_names_[labels_[at].ref],
                                      .rank = labels_[at].rank}));
  }
  std::vector<ObjectId> named;
  for (const auto& [id, origin] : named_) named.push_back(id);
  std::sort(named.begin(), named.end());
  for (const ObjectId& id : named) {  // tags of trees
    walk.descend(id, record(named_.at(id)));
  }
  add_staged(blobs, origins);
  walk.descend_rest(record({.reach = Reach::dangling}));
  for (const ObjectId& blob : blobs) {
    auto found = named_.find(blob);
    if (found != named_.end()) origins[blob].push_back(found->second);
  }
  auto head =
      commit_index_.find(repository_->head_commit().value_or(ObjectId{}));
  if (head != commit_index_.end()) {
    walk.forget();
    walk.descend(notes_.commits[head->second].tree,
                 [&](const ObjectId& blob, const std::string& path) {
                   for (Origin& origin : origins[blob]) {
                     if (origin.path == path) origin.in_head = true;
                   }
                 });
  }
  for (auto& [id, all] : origins) {
    for (Origin& origin : all) be_modest(origin);
  }
  return origins;
}

}  // namespace patrol::attribute
