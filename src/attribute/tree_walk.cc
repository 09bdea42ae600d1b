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
  std::vector<bool> is_wanted(numbers.size()), leads(numbers.size());
  for (const std::uint32_t n : wanted) is_wanted[n] = true;
  const Entries entries = entries_to(table, is_wanted, leads);
  renumber(table, numbers, entries, leads);
  for (const std::uint32_t n : wanted) {
    if (node_of_[n] != kNone) wanted_[node_of_[n]] = true;
  }
  make_sets(table, entries, make_items(table, entries));
}

// From the wanted objects up: the entries that name one of them, and those that
// name a tree that has one of those. An entry is in the tree that brought it in
// and in those stored against that, until one lost it. `leads` gets the trees,
// by their numbers; the entries are sorted.
TreeWalk::Entries TreeWalk::entries_to(const TreeTable& table,
                                       const std::vector<bool>& wanted,
                                       std::vector<bool>& leads) {
  const auto entries = table.entries();
  const Groups stored_against(table.tree_count(), table.tree_count(),
                              [&](std::uint32_t t) { return table.base_of(t); });
  const Groups entries_of(wanted.size(), entries.size(), [&](std::uint32_t e) {
    return entries[e].is_tree ? entries[e].child : kNone;
  });
  Entries found;
  for (std::uint32_t e = 0; e < entries.size(); ++e) {
    if (wanted[entries[e].child]) found.push_back(e);
  }
  std::vector<std::uint32_t> trees;
  for (std::size_t next_found = 0; next_found < found.size(); ++next_found) {
    const std::uint32_t e = found[next_found];
    trees.assign(1, entries[e].tree);
    while (!trees.empty()) {
      const std::uint32_t tree = trees.back();
      trees.pop_back();
      const std::uint32_t parent = table.object_of(tree);
      if (!leads[parent] && !wanted[parent]) {
        const auto above = entries_of.of(parent);
        found.insert(found.end(), above.begin(), above.end());
      }
      leads[parent] = true;
      for (const std::uint32_t next : stored_against.of(tree)) {
        if (!std::ranges::binary_search(table.lost(next), e)) {
          trees.push_back(next);
        }
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

void TreeWalk::renumber(const TreeTable& table,
                        const git::ObjectNumbers& numbers,
                        const Entries& entries,
                        const std::vector<bool>& leads) {
  node_of_.assign(numbers.size(), kNone);
  for (std::uint32_t n = 0; n < leads.size(); ++n) {
    if (leads[n]) node_of_[n] = 0;
  }
  name_of_.assign(table.name_count(), kNone);
  for (const std::uint32_t e : entries) {
    const TreeTable::Entry& entry = table.entries()[e];
    node_of_[entry.child] = name_of_[entry.name] = 0;
  }
  nodes_ = sort_used(node_of_, [&](auto n) { return numbers.id_of(n); });
  names_ = sort_used(name_of_, [&](auto n) { return table.name(n); });
  has_parent_.assign(nodes_.size(), false);
  wanted_.assign(nodes_.size(), false);
  entered_.assign(nodes_.size(), 0);
  set_of_.assign(nodes_.size(), NumberSets::kEmpty);
}

// Returns the item of each entry.
std::vector<std::uint32_t> TreeWalk::make_items(const TreeTable& table,
                                                const Entries& entries) {
  const auto item_of = [&](std::uint32_t e) {
    const TreeTable::Entry& entry = table.entries()[e];
    return Item{name_of_[entry.name], node_of_[entry.child]};
  };
  for (const std::uint32_t e : entries) {
    items_.push_back(item_of(e));
    has_parent_[items_.back().child] = true;
  }
  std::sort(items_.begin(), items_.end());
  items_.erase(std::unique(items_.begin(), items_.end()), items_.end());
  sorted_items_ = static_cast<std::uint32_t>(items_.size());
  std::vector<std::uint32_t> numbers;
  for (const std::uint32_t e : entries) {
    const auto found = std::ranges::lower_bound(items_, item_of(e));
    numbers.push_back(static_cast<std::uint32_t>(found - items_.begin()));
  }
  return numbers;
}

// A malformed tree may say the same twice: each time is an item of its own then,
// since a version of that tree may have lost one of them only.
NumberSets::Set TreeWalk::add(NumberSets::Set set, std::uint32_t& item) {
  if (sets_.has(set, item)) {
    const Item same = items_[item];
    item = static_cast<std::uint32_t>(items_.size());
    items_.push_back(same);
  }
  return sets_.with(set, item);
}

// A tree comes after the one that it is stored against.
void TreeWalk::make_sets(const TreeTable& table, const Entries& entries,
                         std::vector<std::uint32_t> items) {
  std::vector<NumberSets::Set> sets(table.tree_count());
  std::size_t own = 0;
  for (std::uint32_t tree = 0; tree < sets.size(); ++tree) {
    NumberSets::Set& set = sets[tree];
    if (table.base_of(tree) != kNone) set = sets[table.base_of(tree)];
    for (const std::uint32_t e : table.lost(tree)) {
      if (set == NumberSets::kEmpty) break;
      if (node_of_[table.entries()[e].child] == kNone) continue;
      const auto lost = std::ranges::lower_bound(entries, e);
      if (lost == entries.end() || *lost != e) continue;
      set = sets_.without(
          set, items[static_cast<std::size_t>(lost - entries.begin())]);
    }
    for (; own < entries.size() && table.entries()[entries[own]].tree == tree;
         ++own) {
      set = add(set, items[own]);
    }
    if (set != NumberSets::kEmpty) set_of_[node_of_[table.object_of(tree)]] = set;
  }
  sets_.freeze();
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
    // What is in several versions of a tree is gone through with the first.
    const auto is_new = [&, path = path](NumberSets::Set part) {
      return seen_.insert(pair_key(part, path)).second;
    };
    sets_.each(set_of_[tree], is_new, [&, path = path](std::uint32_t number) {
      const Item& item = items_[number];
      const std::uint32_t below = child_path(path, item.name);
      if (set_of_[item.child] != NumberSets::kEmpty &&
          entered_[item.child] < kMaxPaths) {
        pending.emplace_back(item.child, below);
      }
      if (wanted_[item.child] &&
          told_.insert(pair_key(item.child, below)).second) {
        on_blob(nodes_[item.child], path_text(below));
      }
    });
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

// What `node` names so.
void TreeWalk::add_below(std::uint32_t node, std::uint32_t name,
                         std::vector<std::uint32_t>& below) const {
  const auto end = items_.begin() + sorted_items_;
  const auto first = std::lower_bound(items_.begin(), end, Item{name, 0});
  const auto last = std::upper_bound(first, end, Item{name, kNone});
  const auto add = [&](std::uint32_t number) {
    if (items_[number].name == name) below.push_back(items_[number].child);
  };
  const auto number_of = [&](auto item) {
    return static_cast<std::uint32_t>(item - items_.begin());
  };
  const NumberSets::Set set = set_of_[node];
  sets_.each_between(set, number_of(first), number_of(last), add);
  sets_.each_between(set, sorted_items_, number_of(items_.end()), add);
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
    for (const std::uint32_t node : nodes) add_below(node, number, below);
    std::sort(below.begin(), below.end());
    below.erase(std::unique(below.begin(), below.end()), below.end());
    nodes = std::move(below);
  }
  return std::ranges::find(nodes, node_of_[object]) != nodes.end();
}

}  // namespace patrol::attribute
