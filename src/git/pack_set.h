// SPDX-License-Identifier: Apache-2.0
//
// The packs of a repository, each mapped once for all that read it: single
// look-ups (object_reader.h) and the walk over everything (object_store.h).
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "git/files.h"
#include "git/pack.h"
#include "git/pack_index.h"
#include "model/object.h"

namespace patrol::git {

// A pack and its index.
struct IndexedPack {
  std::string path;  // of the pack
  PackIndex index;
  Pack pack;
  bool shared_index = false;  // `index` is its part of a multi-pack-index

  // Why it is not all that git wrote: empty when nothing tells so.
  std::string damage() const;
};

// Where an entry begins.
struct PackPlace {
  const IndexedPack* pack = nullptr;
  std::uint64_t offset = 0;
};

class PackSet {
 public:
  // `folders` are those of the objects, each with a '/' at the end; `id_size`
  // is 20 or 32. Nothing is opened yet.
  PackSet(std::vector<std::string> folders, std::size_t id_size)
      : folders_(std::move(folders)), id_size_(id_size) {}

  // By folder, then by name, so that a scan is repeatable. The first call opens
  // them; any thread may make it. A pack without an index of its own is read by
  // the multi-pack-index that names it.
  const std::vector<std::shared_ptr<const IndexedPack>>& packs() const;
  // What packs() could not open. It is told here, and left out.
  const std::vector<Unread>& unread() const;
  // Where an object stands in the packs from number `first` on; `first` becomes
  // the number after the one that has it.
  std::optional<PackPlace> find(const ObjectId& id, std::size_t& first) const;

  const std::vector<std::string>& folders() const { return folders_; }
  std::size_t id_size() const { return id_size_; }

 private:
  void open() const;
  void open_folder(const std::string& folder) const;

  std::vector<std::string> folders_;
  std::size_t id_size_;
  mutable std::once_flag opened_;
  mutable std::vector<std::shared_ptr<const IndexedPack>> packs_;
  mutable std::vector<Unread> unread_;
};

}  // namespace patrol::git
