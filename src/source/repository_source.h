// SPDX-License-Identifier: Apache-2.0
//
// Every object of a repository's object database, reachable or not, each once.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "git/object_store.h"
#include "git/repository.h"
#include "source/object_source.h"

namespace patrol::source {

// What reads the packs. Both visit the same objects with the same bytes;
// libgit2 is the one to check the other against.
enum class Reader { pack, libgit2 };

class RepositorySource : public ObjectSource {
 public:
  // `repository` must outlive the source. Lists what there is to read; packs
  // that cannot be listed go into `coverage`. Objects above `max_size` bytes
  // are left out and counted.
  RepositorySource(git::Repository& repository, Reader reader,
                   std::uint64_t max_size, Coverage& coverage,
                   const MemoryPlan& memory = {});

  absl::Status read(const Visit& visit, Coverage& coverage,
                    const std::atomic<bool>& stop) override;
  std::uint64_t object_count() const override {
    return reader_ == Reader::pack ? store_.object_count() : ids_.size();
  }
  absl::StatusOr<std::string> content(const Location& location) override;

  const git::ObjectStore& store() const { return store_; }

 private:
  absl::Status read_by_libgit2(const Visit& visit, Coverage& coverage,
                               const std::atomic<bool>& stop);

  git::Repository* repository_;
  Reader reader_;
  git::ObjectStore store_;
  git::ObjectStore::Walk walk_;
  // Reader::libgit2 only.
  std::vector<ObjectId> ids_;            // in storage order
  std::atomic<std::size_t> next_{0};  // first id that no worker has claimed
};

}  // namespace patrol::source
