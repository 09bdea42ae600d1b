// SPDX-License-Identifier: Apache-2.0
#include "source/repository_source.h"

#include <algorithm>

#include "source/read_object.h"

namespace patrol::source {
namespace {

// Ids claimed at a time. Neighbours in a pack share their delta bases, so a
// worker should keep to one neighbourhood.
constexpr std::size_t kClaim = 512;

}  // namespace

RepositorySource::RepositorySource(git::Repository& repository,
                                   Coverage& coverage)
    : repository_(&repository),
      ids_(repository.all_objects([&](std::string what, std::string why) {
        coverage.add_gap(GapReason::corrupt_object, std::move(what),
                         std::move(why));
      })) {}

absl::Status RepositorySource::read(const Visit& visit, Coverage& coverage,
                                    const std::atomic<bool>& stop) {
  absl::StatusOr<git::Repository> handle = repository_->reopen();
  if (!handle.ok()) return handle.status();
  for (std::size_t begin; (begin = next_.fetch_add(kClaim)) < ids_.size();) {
    const std::size_t end = std::min(begin + kClaim, ids_.size());
    for (std::size_t i = begin; i < end; ++i) {
      if (stop.load(std::memory_order_relaxed)) return absl::OkStatus();
      read_object(*handle, ids_[i], "", visit, coverage);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> RepositorySource::content(
    const Location& location) {
  return object_content(*repository_, location.object);
}

}  // namespace patrol::source
