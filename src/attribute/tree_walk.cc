// SPDX-License-Identifier: Apache-2.0
#include "attribute/tree_walk.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "git/objects.h"

namespace patrol::attribute {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

std::uint64_t pair_key(std::uint32_t a, std::uint32_t b) {
  return (std::uint64_t{a} << 32) | b;
}

// Ids are hashes: their first 16 bits spread them evenly.
constexpr std::size_t kSlots = std::size_t{1} << 16;
std::size_t slot_of(const ObjectId& id) {
  return static_cast<std::size_t>(id.bytes[0]) * 256 + id.bytes[1];
}

}  // namespace

struct TreeWalk::Shard {
  std::vector<Edge> edges;  // `name` counts in this shard's names
  absl::flat_hash_map<std::string, std::uint32_t> name_index;
  std::vector<std::string> names;
  std::vector<std::uint32_t> names_above;  // this shard's name -> names_

  std::uint32_t intern(std::string_view name) {
    const auto next = static_cast<std::uint32_t>(names.size());
    auto [entry, inserted] = name_index.emplace(std::string(name), next);
    if (inserted) names.emplace_back(name);
    return entry->second;
  }
};

TreeWalk::TreeWalk(const git::ObjectStore& store, std::vector<ObjectId> trees,
                   const absl::flat_hash_set<ObjectId>& wanted,
                   unsigned threads)
    : trees_(std::move(trees)),
      wanted_(wanted.begin(), wanted.end()),
      wanted_filter_(kSlots) {
  std::sort(trees_.begin(), trees_.end());
  bucket_.assign(kSlots + 1, 0);
  for (const ObjectId& id : trees_) ++bucket_[slot_of(id) + 1];
  for (std::size_t b = 0; b < kSlots; ++b) bucket_[b + 1] += bucket_[b];
  std::sort(wanted_.begin(), wanted_.end());
  for (std::uint32_t i = 0; i < wanted_.size(); ++i) {
    wanted_index_.emplace(wanted_[i], i);
    wanted_filter_[slot_of(wanted_[i])] = true;
  }
  read_all(store, threads);
}

std::uint32_t TreeWalk::tree_index(const ObjectId& id) const {
  const std::size_t slot = slot_of(id);
  const auto end = trees_.begin() + bucket_[slot + 1];
  auto found = std::lower_bound(trees_.begin() + bucket_[slot], end, id);
  return found != end && *found == id
             ? static_cast<std::uint32_t>(found - trees_.begin())
             : kNone;
}

void TreeWalk::read_all(const git::ObjectStore& store, unsigned threads) {
  std::vector<Shard> shards(threads);
  static const std::atomic<bool> never{false};
  git::ObjectStore::Walk walk;
  walk.wanted = {.blobs = false, .trees = true, .commits = false, .tags = false};
  auto work = [&](Shard& shard) {
    // What cannot be read now could not be read by the scan either, which has
    // counted it.
    (void)store.read(
        walk,
        [&](const Object& object) {
          const std::uint32_t tree = tree_index(object.id);
          if (tree != kNone) {
            read_tree(tree, object.content, object.id.size, shard);
          }
        },
        [](const ObjectId&, git::ObjectStore::Problem, std::string) {}, never);
  };
  {
    std::vector<std::jthread> workers;
    for (Shard& shard : shards) workers.emplace_back([&] { work(shard); });
  }
  Shard all_names;
  for (Shard& shard : shards) {
    for (const std::string& name : shard.names) {
      shard.names_above.push_back(all_names.intern(name));
    }
  }
  names_ = std::move(all_names.names);
  keep_interesting(std::move(shards));
}

void TreeWalk::read_tree(std::uint32_t tree, std::string_view content,
                         std::size_t id_size, Shard& shard) const {
  const auto tree_count = static_cast<std::uint32_t>(trees_.size());
  git::TreeReader reader(content, id_size);
  git::TreeEntry entry;
  while (reader.next(entry)) {
    if (entry.is_tree()) {
      const std::uint32_t child = tree_index(entry.id);
      if (child != kNone) {
        shard.edges.push_back({tree, child, shard.intern(entry.name)});
      }
    }
    if (wanted_filter_[slot_of(entry.id)]) {
      auto found = wanted_index_.find(entry.id);
      if (found != wanted_index_.end()) {
        shard.edges.push_back({tree, tree_count + found->second,
                               shard.intern(entry.name)});
      }
    }
  }
}

// Marks upwards from the wanted blobs, then keeps the edges between marked
// nodes, grouped by parent.
void TreeWalk::keep_interesting(std::vector<Shard> shards) {
  std::vector<Edge> all;
  for (Shard& shard : shards) {
    for (Edge edge : shard.edges) {
      edge.name = shard.names_above[edge.name];
      all.push_back(edge);
    }
    shard = Shard();
  }
  const std::size_t tree_count = trees_.size();
  const std::size_t node_count = tree_count + wanted_.size();
  // Parents of node n are parents[start[n] .. start[n + 1]).
  std::vector<std::uint32_t> start(node_count + 1), parents(all.size());
  for (const Edge& edge : all) ++start[edge.child + 1];
  for (std::size_t i = 0; i < node_count; ++i) start[i + 1] += start[i];
  std::vector<std::uint32_t> fill(start.begin(), start.end() - 1);
  for (const Edge& edge : all) parents[fill[edge.child]++] = edge.parent;

  interesting_.assign(node_count, false);
  std::vector<std::uint32_t> pending;
  for (std::size_t n = tree_count; n < node_count; ++n) {
    interesting_[n] = true;
    pending.push_back(static_cast<std::uint32_t>(n));
  }
  while (!pending.empty()) {
    const std::uint32_t node = pending.back();
    pending.pop_back();
    for (std::uint32_t i = start[node]; i < start[node + 1]; ++i) {
      if (interesting_[parents[i]]) continue;
      interesting_[parents[i]] = true;
      pending.push_back(parents[i]);
    }
  }
  std::erase_if(all, [&](const Edge& e) { return !interesting_[e.child]; });
  all.shrink_to_fit();
  std::sort(all.begin(), all.end(), [](const Edge& a, const Edge& b) {
    return std::tie(a.parent, a.child, a.name) <
           std::tie(b.parent, b.child, b.name);
  });
  edges_ = std::move(all);
  first_.assign(tree_count + 1, 0);
  has_parent_.assign(tree_count, false);
  entered_.assign(tree_count, false);
  for (const Edge& edge : edges_) {
    ++first_[edge.parent + 1];
    if (edge.child < tree_count) has_parent_[edge.child] = true;
  }
  for (std::size_t i = 0; i < tree_count; ++i) first_[i + 1] += first_[i];
}

std::uint32_t TreeWalk::child_path(std::uint32_t path, std::uint32_t name) {
  const auto next = static_cast<std::uint32_t>(paths_.size());
  auto [entry, inserted] = path_index_.emplace(pair_key(path, name), next);
  if (inserted) paths_.push_back({path, name});
  return entry->second;
}

std::string TreeWalk::path_text(std::uint32_t path) const {
  std::vector<std::uint32_t> names;
  for (; path != 0; path = paths_[path].parent) {
    names.push_back(paths_[path].name);
  }
  std::string text;
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    if (!text.empty()) text += '/';
    text += names_[*name];
  }
  return text;
}

void TreeWalk::enter(std::uint32_t root, std::uint32_t root_path,
                     const OnBlob& on_blob) {
  const auto tree_count = static_cast<std::uint32_t>(trees_.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pending{
      {root, root_path}};
  while (!pending.empty()) {
    const auto [tree, path] = pending.back();
    pending.pop_back();
    if (!visited_.insert(pair_key(tree, path)).second) continue;
    entered_[tree] = true;
    for (std::uint32_t i = first_[tree]; i < first_[tree + 1]; ++i) {
      const Edge& edge = edges_[i];
      const std::uint32_t below = child_path(path, edge.name);
      if (edge.child < tree_count) {
        pending.emplace_back(edge.child, below);
      } else if (visited_.insert(pair_key(edge.child, below)).second) {
        on_blob(wanted_[edge.child - tree_count], path_text(below));
      }
    }
  }
}

void TreeWalk::descend(const ObjectId& root, const OnBlob& on_blob) {
  const std::uint32_t tree = tree_index(root);
  if (tree != kNone && interesting_[tree]) enter(tree, 0, on_blob);
}

void TreeWalk::descend_rest(const OnBlob& on_blob) {
  for (std::uint32_t tree = 0; tree < has_parent_.size(); ++tree) {
    if (interesting_[tree] && !has_parent_[tree] && !entered_[tree]) {
      enter(tree, 0, on_blob);
    }
  }
}

void TreeWalk::forget() { visited_.clear(); }

}  // namespace patrol::attribute
