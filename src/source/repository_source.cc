// SPDX-License-Identifier: Apache-2.0
#include "source/repository_source.h"

#include <algorithm>

#include "source/read_object.h"

namespace patrol::source {
namespace {

// Ids claimed at a time. Neighbours in a pack share their delta bases, so a
// worker should keep to one neighbourhood.
constexpr std::size_t kClaim = 512;

GapReason reason_of(git::ObjectStore::Problem problem) {
  switch (problem) {
    case git::ObjectStore::Problem::missing:
      return GapReason::missing_object;
    case git::ObjectStore::Problem::too_large:
      return GapReason::too_large;
    default:
      return GapReason::corrupt_object;
  }
}

git::ObjectStore::OnError counting(Coverage& coverage) {
  return [&coverage](std::string what, std::string why) {
    coverage.add_gap(GapReason::corrupt_object, std::move(what),
                     std::move(why));
  };
}

}  // namespace

RepositorySource::RepositorySource(git::Repository& repository, Reader reader,
                                   std::uint64_t max_size, Coverage& coverage,
                                   const MemoryPlan& memory)
    : repository_(&repository),
      reader_(reader),
      store_(repository, counting(coverage)) {
  walk_.max_size = max_size;
  walk_.memory = memory;
  if (reader == Reader::libgit2) {
    ids_ = repository.all_objects(counting(coverage));
  }
}

absl::Status RepositorySource::read(const Visit& visit, Coverage& coverage,
                                    const std::atomic<bool>& stop) {
  if (reader_ == Reader::libgit2) return read_by_libgit2(visit, coverage, stop);
  return store_.read(
      walk_, visit,
      [&](const ObjectId& id, git::ObjectStore::Problem problem,
          std::string why) {
        coverage.add_gap(reason_of(problem), id.hex(), std::move(why));
      },
      stop);
}

absl::Status RepositorySource::read_by_libgit2(const Visit& visit,
                                               Coverage& coverage,
                                               const std::atomic<bool>& stop) {
  absl::StatusOr<git::Repository> handle = repository_->reopen();
  if (!handle.ok()) return handle.status();
  for (std::size_t begin; (begin = next_.fetch_add(kClaim)) < ids_.size();) {
    const std::size_t end = std::min(begin + kClaim, ids_.size());
    for (std::size_t i = begin; i < end; ++i) {
      if (stop.load(std::memory_order_relaxed)) return absl::OkStatus();
      read_object(*handle, ids_[i], "",
                  std::min(walk_.max_size, walk_.memory.whole), visit,
                  coverage);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> RepositorySource::content(
    const Location& location) {
  absl::StatusOr<git::RawObject> object = repository_->read(
      location.object, std::min(walk_.max_size, walk_.memory.whole));
  if (!object.ok()) return object.status();
  return std::string(object->content());
}

}  // namespace patrol::source
