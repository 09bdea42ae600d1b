// SPDX-License-Identifier: Apache-2.0
#include "attribute/history.h"

#include <algorithm>
#include <numeric>
#include <queue>
#include <tuple>

namespace patrol::attribute {

Reach reach_of(git::Ref::Kind kind) {
  switch (kind) {
    case git::Ref::Kind::stash:
      return Reach::stash;
    case git::Ref::Kind::note:
      return Reach::note;
    case git::Ref::Kind::replacement:
      return Reach::replacement;
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

constexpr int kMostTags = 16;  // that name each other

}  // namespace

void sort_by_importance(std::vector<git::Ref>& refs,
                        const std::string& head_ref) {
  std::stable_sort(refs.begin(), refs.end(), [&](const auto& a, const auto& b) {
    return std::pair(reach_of(a.kind), importance(a, head_ref)) <
           std::pair(reach_of(b.kind), importance(b, head_ref));
  });
}

void HistoryNotes::merge(HistoryNotes&& other) {
  std::move(other.commits.begin(), other.commits.end(),
            std::back_inserter(commits));
  trees.merge(std::move(other.trees));
  tags.insert(other.tags.begin(), other.tags.end());
}

History::History(const git::Repository& repository,
                 const git::ObjectNumbers& numbers, HistoryNotes notes)
    : repository_(&repository),
      numbers_(&numbers),
      notes_(std::move(notes)),
      place_(numbers.size(), kNone),
      holders_{{"", {}, kNone, false}} {
  // The order of notes is that of the workers, and the order of numbers that of
  // the packs; the order of ids is the same in each scan.
  std::sort(notes_.commits.begin(), notes_.commits.end(),
            [&](const auto& a, const auto& b) {
              return numbers.less(a.commit, b.commit);
            });
  for (std::uint32_t i = 0; i < notes_.commits.size(); ++i) {
    place_[notes_.commits[i].commit] = i;
  }
  labels_.resize(notes_.commits.size());
  // Reading refs means waiting for files: it goes on beside what follows, until
  // label() needs them.
  reading_refs_ = std::async(std::launch::async, [this] {
    return repository_->refs(
        [&](std::string what, std::string why) {
          unread_refs_.push_back({std::move(what), std::move(why)});
        });
  });
  rank_commits();
}

void History::label() {
  if (!reading_refs_.valid()) return;
  label_reach(reading_refs_.get());
  order_.resize(labels_.size());
  for (std::uint32_t i = 0; i < order_.size(); ++i) order_[i] = i;
  std::sort(order_.begin(), order_.end(), [&](auto a, auto b) {
    return std::tie(labels_[a].reach, labels_[a].rank) <
           std::tie(labels_[b].reach, labels_[b].rank);
  });
}

History::~History() = default;

// The children of commit i are children[first[i]] to children[first[i + 1]].
void History::add_children(std::vector<std::uint32_t>& first,
                           std::vector<std::uint32_t>& children) const {
  const auto for_each_parent = [&](const auto& tell) {
    for (std::uint32_t i = 0; i < notes_.commits.size(); ++i) {
      for (const std::uint32_t parent : notes_.commits[i].parents) {
        if (place_[parent] != kNone) tell(place_[parent], i);
      }
    }
  };
  first.assign(notes_.commits.size() + 1, 0);
  for_each_parent([&](auto parent, auto) { ++first[parent + 1]; });
  std::partial_sum(first.begin(), first.end(), first.begin());
  children.resize(first.back());
  std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
  for_each_parent(
      [&](auto parent, auto child) { children[next[parent]++] = child; });
}

// Kahn's algorithm with a queue by committer time.
void History::rank_commits() {
  std::vector<std::uint32_t> first, children;
  add_children(first, children);
  std::vector<std::uint32_t> waiting(notes_.commits.size());
  for (const std::uint32_t child : children) ++waiting[child];
  using Ready = std::pair<std::int64_t, std::uint32_t>;
  std::priority_queue<Ready, std::vector<Ready>, std::greater<>> ready;
  for (std::uint32_t i = 0; i < waiting.size(); ++i) {
    if (waiting[i] == 0) ready.emplace(notes_.commits[i].committer_time, i);
  }
  for (std::uint32_t rank = 0; !ready.empty(); ++rank) {
    const std::uint32_t at = ready.top().second;
    ready.pop();
    labels_[at].rank = rank;
    for (std::uint32_t i = first[at]; i < first[at + 1]; ++i) {
      const std::uint32_t child = children[i];
      if (--waiting[child] == 0) {
        ready.emplace(notes_.commits[child].committer_time, child);
      }
    }
  }
}

std::uint32_t History::place_of(const ObjectId& commit) const {
  const std::uint32_t number = numbers_->find(commit);
  return number < place_.size() ? place_[number] : kNone;
}

// Floods the commit graph from each ref, the most telling refs first: a
// commit keeps the first label that reaches it.
void History::label_reach(std::vector<git::Ref> refs) {
  head_known_ = repository_->head_commit().ok();
  sort_by_importance(refs, repository_->head_ref());
  for (const git::Ref& ref : refs) {
    std::uint32_t number = numbers_->find(ref.target);
    if (number == kNone) continue;
    const Origin by_name{.reach = reach_of(ref.kind),
                         .ref = ref.name,
                         .reflog_entry = ref.entry};
    named_.emplace(number, by_name);
    for (int depth = 0; depth < kMostTags; ++depth) {
      const auto tag = notes_.tags.find(number);
      if (tag == notes_.tags.end()) break;
      number = tag->second;
      named_.emplace(number, by_name);
    }
    const std::uint32_t commit = place_[number];
    if (commit == kNone) continue;
    if (const std::uint32_t known = labels_[commit].holder; known != 0) {
      // A ref comes before its reflog, the newest entry of which is the ref.
      Holder& holder = holders_[known];
      const bool same = holder.commit == commit && holder.ref == ref.name;
      if (same && !holder.entry) holder.entry = ref.entry;
      continue;
    }
    holders_.push_back({ref.name, ref.entry, commit,
                        ref.kind == git::Ref::Kind::stash});
    flood(commit, by_name.reach,
          static_cast<std::uint32_t>(holders_.size() - 1));
  }
}

void History::flood(std::uint32_t from, Reach reach,
                    std::uint32_t holder) {
  std::vector<std::uint32_t> pending{from};
  while (!pending.empty()) {
    CommitLabel& label = labels_[pending.back()];
    const HistoryNotes::CommitNote& commit = notes_.commits[pending.back()];
    pending.pop_back();
    if (label.holder != 0) continue;
    label.reach = reach;
    label.holder = holder;
    for (const std::uint32_t parent : commit.parents) {
      if (place_[parent] != kNone) pending.push_back(place_[parent]);
    }
  }
}

Origin History::origin_by_label(std::uint32_t commit) const {
  const CommitLabel& label = labels_[commit];
  const Holder& holder = holders_[label.holder];
  // A ref of its own needs no entry to be found.
  const bool by_entry =
      label.reach == Reach::stash || label.reach == Reach::reflog;
  return {.author_time = notes_.commits[commit].author_time,
          .reach = label.reach,
          .ref = holder.ref,
          .reflog_entry = by_entry ? holder.entry : std::nullopt};
}

bool History::is_whole_merge(std::uint32_t commit) const {
  const auto& parents = notes_.commits[commit].parents;
  const Holder& holder = holders_[labels_[commit].holder];
  return parents.size() > 1 && !(holder.is_stash && holder.commit == commit) &&
         std::none_of(parents.begin(), parents.end(),
                      [&](auto parent) { return place_[parent] == kNone; });
}

Origin History::origin_of(const ObjectId& object) {
  label();
  Origin origin;
  if (const std::uint32_t at = place_of(object); at != kNone) {
    origin = origin_by_label(at);
    origin.commit = object;
  } else if (auto tag = named_.find(numbers_->find(object));
             tag != named_.end()) {
    origin = tag->second;
  }
  be_modest(origin);
  return origin;
}

void History::be_modest(Origin& origin) const {
  const bool last_resort =
      origin.reach == Reach::dangling || origin.reach == Reach::reflog;
  // An index holds no commit.
  const bool may_be_staged = has_unread_index_ && origin.commit.empty() &&
                             origin.reach == Reach::dangling;
  if ((last_resort && !unread_refs_.empty()) || may_be_staged) {
    origin.reach = Reach::unknown;
  }
  origin.head_known = head_known_;
}

// Of what no tree of the history has: its places in the indexes.
void History::add_staged(const absl::flat_hash_set<ObjectId>& blobs,
                         Origins& origins) {
  Origins staged;
  const auto on_error = [&](auto, auto) { has_unread_index_ = true; };
  for (git::IndexEntry& entry : repository_->all_indexes(on_error)) {
    if (!blobs.contains(entry.id) || origins.contains(entry.id)) continue;
    std::vector<Origin>& all = staged[entry.id];
    const bool known = std::any_of(all.begin(), all.end(), [&](const auto& o) {
      return o.path == entry.path;
    });
    if (known || all.size() >= kMaxPaths) continue;
    all.push_back({.path = std::move(entry.path),
                   .reach = Reach::index,
                   .ref = std::move(entry.worktree)});
  }
  origins.merge(staged);
}

Origins History::trace(const absl::flat_hash_set<ObjectId>& blobs) {
  Origins origins;
  std::vector<std::uint32_t> wanted;
  for (const ObjectId& blob : blobs) {
    const std::uint32_t number = numbers_->find(blob);
    if (number != kNone) wanted.push_back(number);
  }
  TreeWalk walk(notes_.trees, *numbers_, wanted);
  label();
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
    if (!walk.leads(commit.tree)) continue;
    Origin origin = origin_by_label(at);
    origin.commit = numbers_->id_of(commit.commit);
    origin.rank = labels_[at].rank;
    // Its parents came before, so what is told now is in none of them.
    origin.merge_only = is_whole_merge(at);
    walk.descend(commit.tree, record(origin));
  }
  std::vector<std::uint32_t> named;
  for (const auto& [number, origin] : named_) named.push_back(number);
  std::sort(named.begin(), named.end(),
            [&](auto a, auto b) { return numbers_->less(a, b); });
  for (const std::uint32_t number : named) {  // tags of trees
    walk.descend(number, record(named_.at(number)));
  }
  add_staged(blobs, origins);
  walk.descend_rest(record({.reach = Reach::dangling}));
  for (const ObjectId& blob : blobs) {
    auto found = named_.find(numbers_->find(blob));
    if (found != named_.end()) origins[blob].push_back(found->second);
  }
  const std::uint32_t head =
      place_of(repository_->head_commit().value_or(ObjectId{}));
  for (auto& [id, all] : origins) {
    const std::uint32_t number = numbers_->find(id);
    for (Origin& origin : all) {
      origin.in_head = head != kNone && !origin.path.empty() &&
                       walk.has(notes_.commits[head].tree, origin.path, number);
      be_modest(origin);
    }
  }
  return origins;
}

}  // namespace patrol::attribute
