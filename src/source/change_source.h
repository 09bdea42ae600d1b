// SPDX-License-Identifier: Apache-2.0
//
// The blobs that some commits, or the index, bring in, and the commits
// themselves. Each blob is visited once, under its first path, and for its
// other paths by name only.
#pragma once

#include <atomic>
#include <mutex>
#include <vector>

#include "git/changes.h"
#include "git/repository.h"
#include "source/object_source.h"
#include "source/repository_source.h"

namespace patrol::source {

class ChangeSource : public ObjectSource {
 public:
  // `repository` must outlive the source. `commits` are visited for their
  // messages. Blobs larger than a piece are visited as streams; what must be
  // held and is too large for that is counted, not read.
  ChangeSource(git::Repository& repository, std::vector<git::Change> changes,
               const std::vector<ObjectId>& commits,
               const ReadOptions& options = {});

  absl::Status read(const Visit& visit, Coverage& coverage,
                    const std::atomic<bool>& stop) override;
  std::uint64_t object_count() const override { return items_.size(); }
  absl::StatusOr<std::string> content(const Location& location) override;

  // Sorted by blob.
  const std::vector<git::Change>& changes() const { return changes_; }

 private:
  struct Item {
    ObjectId id;
    std::string_view path;
    bool name_only = false;
  };
  git::Repository* repository_;
  ReadOptions options_;
  std::vector<git::Change> changes_;
  std::vector<Item> items_;
  std::atomic<std::size_t> next_{0};
  std::mutex large_;  // see git::ReadBounds
};

}  // namespace patrol::source
