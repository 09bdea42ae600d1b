// SPDX-License-Identifier: Apache-2.0
//
// Every object of a repository's object database, reachable or not, each once.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "git/repository.h"
#include "source/object_source.h"

namespace patrol::source {

class RepositorySource : public ObjectSource {
 public:
  // `repository` must outlive the source. Lists the object ids; packs that
  // cannot be listed go into `coverage`.
  RepositorySource(git::Repository& repository, Coverage& coverage);

  absl::Status read(const Visit& visit, Coverage& coverage,
                    const std::atomic<bool>& stop) override;
  std::uint64_t object_count() const override { return ids_.size(); }
  absl::StatusOr<std::string> content(const Location& location) override;

  // In storage order.
  const std::vector<ObjectId>& ids() const { return ids_; }

 private:
  git::Repository* repository_;
  std::vector<ObjectId> ids_;
  std::atomic<std::size_t> next_{0};  // first id that no worker has claimed
};

}  // namespace patrol::source
