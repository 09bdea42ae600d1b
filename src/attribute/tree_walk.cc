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

// Sorts the numbers that are used by what they stand for, which `at` tells;
// returns these, and puts the place of each into `place`.
template <typename At>
auto sort_used(std::vector<std::uint32_t>& place, const At& at) {
  std::vector<std::uint32_t> used;
  for (std::uint32_t n = 0; n < place.size(); ++n) {
    if (place[n] != kNone) used.push_back(n);
  }
  std::vector<std::pair<std::decay_t<decltype(at(0))>, std::uint32_t>> sorted;
  for (const std::uint32_t n : used) sorted.emplace_back(at(n), n);
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::decay_t<decltype(at(0))>> items;
  for (auto& [item, number] : sorted) {
    place[number] = static_cast<std::uint32_t>(items.size());
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace

TreeWalk::TreeWalk(const TreeTable& table, const git::ObjectNumbers& numbers,
                   const std::vector<std::uint32_t>& wanted) {
  std::vector<bool> is_wanted(numbers.size());
  for (const std::uint32_t n : wanted) is_wanted[n] = true;
  renumber(table, numbers, edges_to(table, std::move(is_wanted)));
  for (const std::uint32_t n : wanted) {
    if (node_of_[n] != kNone) wanted_[node_of_[n]] = true;
  }
}

// From the wanted objects up: all trees that have one of them, and the trees
// that have one of those. An entry is in the tree that brought it in and in
// those stored against that, until one lost it.
std::vector<TreeWalk::Edge> TreeWalk::edges_to(const TreeTable& table,
                                               std::vector<bool> wanted) {
  const auto entries = table.entries();
  const Groups stored_against(table.tree_count(), table.tree_count(),
                              [&](std::uint32_t t) { return table.base_of(t); });
  const Groups entries_of(wanted.size(), entries.size(), [&](std::uint32_t e) {
    return entries[e].is_tree ? entries[e].child : kNone;
  });
  std::vector<std::uint32_t> pending;
  for (std::uint32_t e = 0; e < entries.size(); ++e) {
    if (wanted[entries[e].child]) pending.push_back(e);
  }
  std::vector<bool>& reached = wanted;
  std::vector<Edge> edges;
  std::vector<std::uint32_t> trees;
  while (!pending.empty()) {
    const std::uint32_t e = pending.back();
    pending.pop_back();
    trees.assign(1, entries[e].tree);
    while (!trees.empty()) {
      const std::uint32_t tree = trees.back();
      trees.pop_back();
      const std::uint32_t parent = table.object_of(tree);
      edges.push_back({parent, entries[e].name, entries[e].child});
      if (!reached[parent]) {
        const auto above = entries_of.of(parent);
        pending.insert(pending.end(), above.begin(), above.end());
        reached[parent] = true;
      }
      for (const std::uint32_t next : stored_against.of(tree)) {
        if (!std::ranges::binary_search(table.lost(next), e)) {
          trees.push_back(next);
        }
      }
    }
  }
  return edges;
}

void TreeWalk::renumber(const TreeTable& table,
                        const git::ObjectNumbers& numbers,
                        std::vector<Edge> edges) {
  node_of_.assign(numbers.size(), kNone);
  std::vector<std::uint32_t> name_of(table.name_count(), kNone);
  for (const Edge& edge : edges) {
    node_of_[edge.parent] = node_of_[edge.child] = name_of[edge.name] = 0;
  }
  nodes_ = sort_used(node_of_, [&](auto n) { return numbers.id_of(n); });
  names_ = sort_used(name_of, [&](auto n) { return table.name(n); });
  has_parent_.assign(nodes_.size(), false);
  for (Edge& edge : edges) {
    edge = {node_of_[edge.parent], name_of[edge.name], node_of_[edge.child]};
    has_parent_[edge.child] = true;
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  edges_ = std::move(edges);
  first_.assign(nodes_.size() + 1, 0);
  for (const Edge& edge : edges_) ++first_[edge.parent + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  wanted_.assign(nodes_.size(), false);
  entered_.assign(nodes_.size(), 0);
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
    // Each of these paths has told one of everything below.
    if (entered_[tree] == kMaxPaths) continue;
    if (!visited_.insert(pair_key(tree, path)).second) continue;
    ++entered_[tree];
    for (std::uint32_t i = first_[tree]; i < first_[tree + 1]; ++i) {
      const Edge& edge = edges_[i];
      const std::uint32_t below = child_path(path, edge.name);
      if (first_[edge.child] < first_[edge.child + 1] &&
          entered_[edge.child] < kMaxPaths) {
        pending.emplace_back(edge.child, below);
      }
      if (wanted_[edge.child] &&
          told_.insert(pair_key(edge.child, below)).second) {
        on_blob(nodes_[edge.child], path_text(below));
      }
    }
  }
}

void TreeWalk::descend(std::uint32_t root, const OnBlob& on_blob) {
  if (leads(root)) enter(node_of_[root], 0, on_blob);
}

void TreeWalk::descend_rest(const OnBlob& on_blob) {
  for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
    if (!has_parent_[node] && entered_[node] == 0) enter(node, 0, on_blob);
  }
}

bool TreeWalk::has(std::uint32_t root, std::string_view path,
                   std::uint32_t object) const {
  if (!leads(root) || !leads(object)) return false;
  std::vector<std::uint32_t> nodes{node_of_[root]};
  while (!path.empty() && !nodes.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(part.size() + 1, path.size()));
    const auto name = std::ranges::lower_bound(names_, part);
    if (name == names_.end() || *name != part) return false;
    const auto number = static_cast<std::uint32_t>(name - names_.begin());
    std::vector<std::uint32_t> below;  // one, but in a malformed tree
    for (const std::uint32_t node : nodes) {
      for (auto edge = std::ranges::lower_bound(edges_, Edge{node, number, 0});
           edge != edges_.end() && edge->parent == node && edge->name == number;
           ++edge) {
        below.push_back(edge->child);
      }
    }
    std::sort(below.begin(), below.end());
    below.erase(std::unique(below.begin(), below.end()), below.end());
    nodes = std::move(below);
  }
  return std::ranges::find(nodes, node_of_[object]) != nodes.end();
}

}  // namespace patrol::attribute
