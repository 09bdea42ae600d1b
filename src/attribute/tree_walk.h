// SPDX-License-Identifier: Apache-2.0
//
// The trees that lead to wanted objects. Wanted are the blobs that hold a
// secret, and trees and blobs whose name is one.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "attribute/number_sets.h"
#include "attribute/tree_table.h"
#include "git/object_numbers.h"
#include "model/object.h"

namespace patrol::attribute {

class TreeWalk {
 public:
  // Of one wanted object so many paths are told for certain. More of them only
  // by chance: a tree that stands in more places is not entered again, so that
  // trees that name each other many times cannot make a walk endless.
  static constexpr std::uint8_t kMaxPaths = 100;

  using OnBlob = std::function<void(const ObjectId& blob, std::string path)>;

  // `numbers` are those of the table.
  TreeWalk(const TreeTable& table, const git::ObjectNumbers& numbers,
           const std::vector<std::uint32_t>& wanted);

  // Some wanted object is below this tree.
  bool leads(std::uint32_t root) const {
    return root < node_of_.size() && node_of_[root] != kNone;
  }
  // Tells the wanted objects below `root` whose (tree, path) was not told yet.
  // Nothing when `root` leads to none.
  void descend(std::uint32_t root, const OnBlob& on_blob);
  // The same for trees that no descend() has entered, from the topmost ones.
  void descend_rest(const OnBlob& on_blob);
  // Whether an object stands at this path of a tree. Both by their numbers.
  bool has(std::uint32_t root, std::string_view path,
           std::uint32_t object) const;

 private:
  static constexpr std::uint32_t kNone = TreeTable::kNone;
  // A name in some tree, and what it names there: a sub-tree that leads to wanted
  // objects, or one of these.
  struct Item {
    std::uint32_t name, child;
    auto operator<=>(const Item&) const = default;
  };
  // Entries of the table that lead to wanted objects.
  using Entries = std::vector<std::uint32_t>;

  static Entries entries_to(const TreeTable& table,
                            const std::vector<bool>& wanted,
                            std::vector<bool>& leads);
  void renumber(const TreeTable& table, const git::ObjectNumbers& numbers,
                const Entries& entries, const std::vector<bool>& leads);
  std::vector<std::uint32_t> make_items(const TreeTable& table,
                                        const Entries& entries);
  void make_sets(const TreeTable& table, const Entries& entries,
                 std::vector<std::uint32_t> items);
  NumberSets::Set add(NumberSets::Set set, std::uint32_t& item);
  void add_below(std::uint32_t node, std::uint32_t name,
                 std::vector<std::uint32_t>& below) const;
  std::uint32_t child_path(std::uint32_t path, std::uint32_t name);
  std::string path_text(std::uint32_t path) const;
  void enter(std::uint32_t tree, std::uint32_t path, const OnBlob& on_blob);

  // The nodes: trees that lead to wanted objects, and these. Sorted, as are
  // the names and the items, so that all scans tell the same.
  std::vector<ObjectId> nodes_;
  std::vector<std::uint32_t> node_of_;  // by object number; kNone: not here
  std::vector<std::string> names_;
  std::vector<std::uint32_t> name_of_;  // by number in the table
  std::vector<Item> items_;
  std::uint32_t sorted_items_ = 0;  // those after them are in no order
  // The items of each node. Versions of a folder have most of them in common.
  NumberSets sets_;
  std::vector<NumberSets::Set> set_of_;    // by node
  std::vector<bool> wanted_, has_parent_;  // by node
  std::vector<std::uint8_t> entered_;      // how often, by node

  // Paths as (parent path, name) pairs; path 0 is the root.
  struct Path {
    std::uint32_t parent, name;
  };
  std::vector<Path> paths_{{0, 0}};
  absl::flat_hash_map<std::uint64_t, std::uint32_t> path_index_;
  absl::flat_hash_set<std::uint64_t> visited_, told_;  // (node, path)
  absl::flat_hash_set<std::uint64_t> seen_;  // (part of a set, path)
};

}  // namespace patrol::attribute
