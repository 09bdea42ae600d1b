// SPDX-License-Identifier: Apache-2.0
#include "attribute/tree_walk.h"

#include <algorithm>
#include <numeric>

namespace patrol::attribute {
namespace {

constexpr std::uint32_t kNone = TreeTable::kNone;

std::uint64_t pair_key(std::uint32_t a, std::uint32_t b) {
  return (std::uint64_t{a} << 32) | b;
}

// The items of each of `groups`: those of g are items[start[g], start[g + 1]).
struct Groups {
  std::vector<std::uint32_t> start, items;

  template <typename GroupOf>  // kNone: in no group
  Groups(std::size_t groups, std::size_t count, GroupOf group_of)
      : start(groups + 1), items(count) {
    for (std::uint32_t i = 0; i < count; ++i) {
      if (group_of(i) != kNone) ++start[group_of(i) + 1];
    }
    std::partial_sum(start.begin(), start.end(), start.begin());
    std::vector<std::uint32_t> fill(start.begin(), start.end() - 1);
    for (std::uint32_t i = 0; i < count; ++i) {
      if (group_of(i) != kNone) items[fill[group_of(i)]++] = i;
    }
  }
  std::span<const std::uint32_t> of(std::uint32_t group) const {
    return std::span(items).subspan(start[group],
                                    start[group + 1] - start[group]);
  }
};

// Gives the numbers that are asked for new ones, in the order of what they
// stand for.
template <typename T>
class Renumbering {
 public:
  explicit Renumbering(std::size_t count) : place_(count, kNone) {}

  void use(std::uint32_t number) {
    if (place_[number] == kNone) used_.push_back(number);
    place_[number] = 0;
  }
  // What the numbers stand for, sorted; `at` tells it of one.
  template <typename At>
  std::vector<T> sort(At at) {
    std::sort(used_.begin(), used_.end(),
              [&](auto a, auto b) { return at(a) < at(b); });
    std::vector<T> items;
    for (const std::uint32_t number : used_) {
      place_[number] = static_cast<std::uint32_t>(items.size());
      items.push_back(at(number));
    }
    return items;
  }
  std::uint32_t operator[](std::uint32_t number) const {
    return place_[number];
  }

 private:
  std::vector<std::uint32_t> place_, used_;
};

}  // namespace

TreeWalk::TreeWalk(const TreeTable& table,
                   const absl::flat_hash_set<ObjectId>& wanted) {
  std::vector<std::uint32_t> known;
  for (const ObjectId& id : wanted) {
    if (const std::uint32_t n = table.find(id); n != kNone) known.push_back(n);
  }
  renumber(table, edges_to(table, std::move(known)));
  for (const ObjectId& id : wanted) {
    if (const std::uint32_t n = node_of(id); n != kNone) wanted_[n] = true;
  }
}

// From the wanted objects up: all trees that have one of them, and the trees
// that have one of those. An entry is in the tree that brought it in and in
// those stored against that, until one lost it.
std::vector<TreeWalk::Edge> TreeWalk::edges_to(
    const TreeTable& table, std::vector<std::uint32_t> wanted) {
  const auto entries = table.entries();
  const Groups entries_of(table.objects().size(), entries.size(),
                          [&](std::uint32_t e) { return entries[e].child; });
  const Groups stored_against(table.tree_count(), table.tree_count(),
                              [&](std::uint32_t t) { return table.base_of(t); });
  std::vector<Edge> edges;
  std::vector<bool> reached(table.objects().size());
  for (const std::uint32_t n : wanted) reached[n] = true;
  std::vector<std::uint32_t> pending_trees;
  for (std::vector<std::uint32_t>& pending = wanted; !pending.empty();) {
    const std::uint32_t object = pending.back();
    pending.pop_back();
    for (const std::uint32_t e : entries_of.of(object)) {
      pending_trees.assign(1, entries[e].tree);
      while (!pending_trees.empty()) {
        const std::uint32_t tree = pending_trees.back();
        pending_trees.pop_back();
        const std::uint32_t parent = table.object_of(tree);
        edges.push_back({parent, object, entries[e].name});
        if (!reached[parent]) pending.push_back(parent);
        reached[parent] = true;
        for (const std::uint32_t next : stored_against.of(tree)) {
          if (!std::ranges::binary_search(table.lost(next), e)) {
            pending_trees.push_back(next);
          }
        }
      }
    }
  }
  return edges;
}

void TreeWalk::renumber(const TreeTable& table, std::vector<Edge> edges) {
  Renumbering<ObjectId> nodes(table.objects().size());
  Renumbering<std::string> names(table.name_count());
  for (const Edge& edge : edges) {
    nodes.use(edge.parent);
    nodes.use(edge.child);
    names.use(edge.name);
  }
  nodes_ = nodes.sort([&](auto n) -> auto& { return table.objects()[n]; });
  names_ = names.sort([&](auto n) -> auto& { return table.name(n); });
  has_parent_.assign(nodes_.size(), false);
  for (Edge& edge : edges) {
    edge = {nodes[edge.parent], nodes[edge.child], names[edge.name]};
    has_parent_[edge.child] = true;
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  edges_ = std::move(edges);
  first_.assign(nodes_.size() + 1, 0);
  for (const Edge& edge : edges_) ++first_[edge.parent + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  wanted_.assign(nodes_.size(), false);
  entered_.assign(nodes_.size(), false);
}

std::uint32_t TreeWalk::node_of(const ObjectId& id) const {
  const auto found = std::lower_bound(nodes_.begin(), nodes_.end(), id);
  return found != nodes_.end() && *found == id
             ? static_cast<std::uint32_t>(found - nodes_.begin())
             : kNone;
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
      if (first_[edge.child] < first_[edge.child + 1]) {
        pending.emplace_back(edge.child, below);
      }
      if (wanted_[edge.child] &&
          told_.insert(pair_key(edge.child, below)).second) {
        on_blob(nodes_[edge.child], path_text(below));
      }
    }
  }
}

void TreeWalk::descend(const ObjectId& root, const OnBlob& on_blob) {
  const std::uint32_t tree = node_of(root);
  if (tree != kNone) enter(tree, 0, on_blob);
}

void TreeWalk::descend_rest(const OnBlob& on_blob) {
  for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
    if (!has_parent_[node] && !entered_[node]) enter(node, 0, on_blob);
  }
}

void TreeWalk::forget() {
  visited_.clear();
  told_.clear();
}

}  // namespace patrol::attribute
