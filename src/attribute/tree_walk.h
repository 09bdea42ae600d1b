// SPDX-License-Identifier: Apache-2.0
//
// The trees that lead to wanted objects, held in memory as small integers.
// Wanted are the blobs that hold a secret, and trees and blobs whose name is
// one.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "git/object_store.h"
#include "model/object.h"

namespace patrol::attribute {

class TreeWalk {
 public:
  using OnBlob = std::function<void(const ObjectId& blob, std::string path)>;

  // Reads all trees of `store` with `threads` workers; `trees` are their ids.
  // Holds 12 bytes for each sub-tree entry until it is built.
  TreeWalk(const git::ObjectStore& store, std::vector<ObjectId> trees,
           const absl::flat_hash_set<ObjectId>& wanted, unsigned threads);

  // Tells the wanted blobs below `root` whose (tree, path) was not told yet.
  // Nothing when `root` leads to none.
  void descend(const ObjectId& root, const OnBlob& on_blob);
  // The same for trees that no descend() has entered, from the topmost ones.
  void descend_rest(const OnBlob& on_blob);
  // Makes descend() tell everything anew.
  void forget();

 private:
  struct Edge {  // a sub-tree, or a wanted object, in a tree
    std::uint32_t parent, child, name;
  };
  struct Shard;  // what one worker read

  void read_all(const git::ObjectStore& store, unsigned threads);
  std::uint32_t tree_index(const ObjectId& id) const;
  void read_tree(std::uint32_t tree, std::string_view content,
                 std::size_t id_size, Shard& shard) const;
  void keep_interesting(std::vector<Shard> shards);
  std::uint32_t child_path(std::uint32_t path, std::uint32_t name);
  std::string path_text(std::uint32_t path) const;
  void enter(std::uint32_t tree, std::uint32_t path, const OnBlob& on_blob);

  std::vector<ObjectId> trees_;  // sorted; a tree's number is its place
  // Trees whose id begins with the 16 bits b: [bucket_[b], bucket_[b + 1]).
  std::vector<std::uint32_t> bucket_;
  absl::flat_hash_map<ObjectId, std::uint32_t> wanted_index_;
  std::vector<ObjectId> wanted_;
  std::vector<bool> wanted_filter_;  // by the first 16 bits of the id
  std::vector<std::string> names_;

  // Edges out of trees that lead to wanted blobs: those of tree t are
  // [first_[t], first_[t + 1]). A child >= tree count is a wanted object.
  std::vector<Edge> edges_;
  std::vector<std::uint32_t> first_;
  std::vector<bool> interesting_, has_parent_, entered_;

  // Paths as (parent path, name) pairs; path 0 is the root.
  struct Path {
    std::uint32_t parent, name;
  };
  std::vector<Path> paths_{{0, 0}};
  absl::flat_hash_map<std::uint64_t, std::uint32_t> path_index_;
  absl::flat_hash_set<std::uint64_t> visited_;  // (tree, path)
};

}  // namespace patrol::attribute
