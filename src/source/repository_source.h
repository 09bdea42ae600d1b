// SPDX-License-Identifier: Apache-2.0
//
// Every object of a repository's object database, reachable or not, each once.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "git/object_store.h"
#include "git/repository.h"
#include "model/memory_plan.h"
#include "source/object_source.h"

namespace patrol::source {

// What reads the packs. Both visit the same objects with the same bytes;
// libgit2 is the one to check the other against.
enum class Reader { pack, libgit2 };

// How objects are read.
struct ReadOptions {
  Reader reader = Reader::pack;
  std::uint64_t max_size = UINT64_MAX;  // bytes of an object
  MemoryPlan memory = {};
  bool verify = false;  // each object's bytes against its id
  bool submodules = false;  // of a whole history: their repositories too
};

class RepositorySource : public ObjectSource {
 public:
  // `repository` must outlive the source. Lists what there is to read; packs
  // that cannot be listed go into `coverage`. Objects that are too large are
  // left out and counted.
  RepositorySource(git::Repository& repository, const ReadOptions& options,
                   Coverage& coverage);

  absl::Status read(const Visit& visit, Coverage& coverage,
                    const std::atomic<bool>& stop) override;
  std::uint64_t object_count() const override {
    return options_.reader == Reader::pack ? store_.object_count() : ids_.size();
  }
  std::uint64_t place_of(const ObjectId& id) const override;
  std::uint64_t list_bytes() const override { return store_.list_bytes(); }
  std::uint64_t inflated_bytes() const override {
    return walk_.inflated_bytes();
  }
  absl::StatusOr<std::string> content(const Location& location) override;

  git::ObjectNumbers& numbers() { return store_.numbers(); }

 private:
  absl::Status read_by_pack(const Visit& visit, Coverage& coverage,
                            const std::atomic<bool>& stop);
  absl::Status read_by_libgit2(const Visit& visit, Coverage& coverage,
                               const std::atomic<bool>& stop);

  git::Repository* repository_;
  ReadOptions options_;
  git::ObjectStore store_;
  git::ObjectStore::Walk walk_;
  // Reader::libgit2 only.
  std::vector<ObjectId> ids_;            // in storage order
  std::atomic<std::size_t> next_{0};  // first id that no worker has claimed
};

}  // namespace patrol::source
