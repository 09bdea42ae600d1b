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

git::OnError counting(Coverage& coverage) {
  return [&coverage](std::string what, std::string why) {
    coverage.add_gap(GapReason::corrupt_object, std::move(what),
                     std::move(why));
  };
}

}  // namespace

RepositorySource::RepositorySource(git::Repository& repository,
                                   const ReadOptions& options,
                                   Coverage& coverage)
    : repository_(&repository),
      options_(options),
      store_(repository.packs(), counting(coverage),
             options.memory.pages) {
  walk_.limits.read.max_size = options.max_size;
  walk_.limits.verify_copies = options.verify;
  walk_.limits.read.memory = options.memory.beside(store_.list_bytes());
  if (options.reader == Reader::libgit2) {
    ids_ = repository.all_objects(counting(coverage));
  }
}

absl::Status RepositorySource::read(const Visit& visit, Coverage& coverage,
                                    const std::atomic<bool>& stop) {
  const Visit checked = options_.verify ? verifying(visit, coverage) : visit;
  return options_.reader == Reader::libgit2
             ? read_by_libgit2(checked, coverage, stop)
             : read_by_pack(checked, coverage, stop);
}

absl::Status RepositorySource::read_by_pack(const Visit& visit,
                                            Coverage& coverage,
                                            const std::atomic<bool>& stop) {
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
  const git::ReadBounds& bounds = walk_.limits.read;
  absl::StatusOr<git::Repository> handle = repository_->reopen();
  if (!handle.ok()) return handle.status();
  for (std::size_t begin; (begin = next_.fetch_add(kClaim)) < ids_.size();) {
    const std::size_t end = std::min(begin + kClaim, ids_.size());
    for (std::size_t i = begin; i < end; ++i) {
      if (stop.load(std::memory_order_relaxed)) return absl::OkStatus();
      const std::uint64_t most =
          std::min(bounds.max_size, bounds.memory.whole);
      tell(ids_[i], handle->read_by_libgit2(ids_[i], most), "", visit,
           coverage);
    }
  }
  return absl::OkStatus();
}

std::uint64_t RepositorySource::place_of(const ObjectId& id) const {
  constexpr unsigned kOffsetBits = 48;
  std::size_t next = 0;  // after the number of its pack
  const auto place = repository_->packs()->find(id, next);
  return place ? std::uint64_t{next} << kOffsetBits | place->offset : 0;
}

absl::StatusOr<std::string> RepositorySource::content(
    const Location& location) {
  const git::ReadBounds& bounds = walk_.limits.read;
  return object_content(*repository_, location.object,
                        std::min(bounds.max_size, bounds.memory.whole));
}

}  // namespace patrol::source
