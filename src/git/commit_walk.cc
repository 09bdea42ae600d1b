// SPDX-License-Identifier: Apache-2.0
//
// A walk from both ends of a selection at once. What the excluded commits lead
// to is marked as excluded; the walk ends where nothing else is left to visit.
// A mark that comes late, since a clock was wrong, is passed on to what has
// been visited. One that would come later than kSlop commits is not waited for:
// then too many commits are selected. None is ever missed.
#include "git/commit_walk.h"

#include <algorithm>
#include <queue>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "git/objects.h"

namespace patrol::git {
namespace {

// Excluded commits that are visited after the last one of interest. git takes 5.
constexpr unsigned kSlop = 64;

struct Node {
  bool readable = false, excluded = false, queued = false;
  std::int64_t time = INT64_MIN;
  std::vector<ObjectId> parents;
};

class CommitWalk {
 public:
  explicit CommitWalk(const Repository& repository) : repository_(repository) {}

  void add(const ObjectId& id, bool excluded) {
    const auto [at, is_new] = nodes_.try_emplace(id);
    if (is_new) {
      read(id, at->second);
      at->second.excluded = excluded;
      if (at->second.readable) enqueue(id, at->second);
    } else if (excluded) {
      exclude(id);
    }
  }

  // Visits until only excluded commits are left.
  void run() {
    for (unsigned slop = kSlop; !queue_.empty() && slop > 0;) {
      slop = open_ > 0 || queue_.top().first >= oldest_ ? kSlop : slop - 1;
      visit_next();
    }
  }

  // Visits until `id` is met; false when it never is.
  bool meets(const ObjectId& id) {
    while (!nodes_.contains(id) && !queue_.empty()) visit_next();
    return nodes_.contains(id);
  }

  // Of a commit that has been met; nullptr of others.
  const Node* find(const ObjectId& id) const {
    const auto at = nodes_.find(id);
    return at == nodes_.end() ? nullptr : &at->second;
  }

 private:
  void read(const ObjectId& id, Node& node) const {
    absl::StatusOr<RawObject> object = repository_.read(id);
    if (!object.ok() || object->type() != ObjectType::commit) return;
    auto commit = parse_commit(object->content());
    if (!commit) return;
    node.readable = true;
    node.time = commit->committer_time;
    node.parents = std::move(commit->parents);
  }

  void enqueue(const ObjectId& id, Node& node) {
    node.queued = true;
    if (!node.excluded) ++open_;
    queue_.push({node.time, id});
  }

  void visit_next() {
    Node& node = nodes_[queue_.top().second];
    queue_.pop();
    node.queued = false;
    if (!node.excluded) {
      --open_;
      oldest_ = std::min(oldest_, node.time);
    }
    const bool excluded = node.excluded;  // add() may move the node
    const std::vector<ObjectId> parents = node.parents;
    for (const ObjectId& parent : parents) add(parent, excluded);
  }

  // Passes the mark on to all ancestors that have been met.
  void exclude(const ObjectId& top) {
    std::vector<ObjectId> pending{top};
    while (!pending.empty()) {
      const auto at = nodes_.find(pending.back());
      pending.pop_back();
      if (at == nodes_.end() || at->second.excluded) continue;
      Node& node = at->second;
      node.excluded = true;
      if (node.queued) --open_;
      pending.insert(pending.end(), node.parents.begin(), node.parents.end());
    }
  }

  const Repository& repository_;
  absl::flat_hash_map<ObjectId, Node> nodes_;
  std::priority_queue<std::pair<std::int64_t, ObjectId>> queue_;
  std::size_t open_ = 0;               // not excluded, and in the queue
  std::int64_t oldest_ = INT64_MAX;  // that was visited and not excluded
};

// The commits below `tips` that are not excluded, each with the first tip that
// leads to it.
class Collection {
 public:
  Collection(const CommitWalk& walk, bool shallow, Coverage& coverage)
      : walk_(walk), shallow_(shallow), coverage_(coverage) {}

  void add(const ObjectId& tip, std::size_t root) {
    std::vector<ObjectId> pending{tip};
    while (!pending.empty()) {
      const ObjectId id = pending.back();
      pending.pop_back();
      const Node* node = walk_.find(id);
      if (!node || node->excluded || !roots_.emplace(id, root).second) continue;
      if (!node->readable) {
        coverage_.add_gap(shallow_ ? GapReason::shallow_history
                                   : GapReason::missing_object,
                          id.hex(), "the history is cut off before this commit");
      }
      pending.insert(pending.end(), node->parents.begin(), node->parents.end());
    }
  }

  std::vector<SelectedCommit> take(std::int64_t since) const {
    std::vector<SelectedCommit> commits;
    for (const auto& [id, root] : roots_) {
      const Node& node = *walk_.find(id);
      if (node.readable && node.time >= since) commits.push_back({id, root});
    }
    std::sort(commits.begin(), commits.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    return commits;
  }

 private:
  const CommitWalk& walk_;
  bool shallow_;
  Coverage& coverage_;
  absl::flat_hash_map<ObjectId, std::size_t> roots_;
};

}  // namespace

std::vector<SelectedCommit> select_commits(const Repository& repository,
                                           const CommitSelection& selection,
                                           Coverage& coverage) {
  CommitWalk walk(repository);
  for (const ObjectId& id : selection.exclude) walk.add(id, true);
  for (const ObjectId& id : selection.include) walk.add(id, false);
  walk.run();
  Collection commits(walk, repository.is_shallow(), coverage);
  for (std::size_t i = 0; i < selection.include.size(); ++i) {
    commits.add(selection.include[i], i);
  }
  return commits.take(selection.since);
}

// Most commits that are asked for are young, and met soon.
const Ref* first_to_reach(const Repository& repository,
                          const std::vector<Ref>& refs,
                          const ObjectId& commit) {
  CommitWalk walk(repository);
  for (const Ref& ref : refs) {
    walk.add(repository.peel(ref.target), false);
    if (walk.meets(commit)) return &ref;
  }
  return nullptr;
}

}  // namespace patrol::git
