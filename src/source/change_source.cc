// SPDX-License-Identifier: Apache-2.0
#include "source/change_source.h"

#include <algorithm>
#include <tuple>

#include "git/visit_object.h"
#include "source/read_object.h"

namespace patrol::source {

ChangeSource::ChangeSource(git::Repository& repository,
                           std::vector<git::Change> changes,
                           const std::vector<ObjectId>& commits,
                           const ReadOptions& options)
    : repository_(&repository),
      options_(options),
      changes_(std::move(changes)) {
  std::stable_sort(changes_.begin(), changes_.end(),
                   [](const auto& a, const auto& b) {
                     return std::tie(a.blob, a.path) < std::tie(b.blob, b.path);
                   });
  for (const git::Change& change : changes_) {
    const bool seen = !items_.empty() && items_.back().id == change.blob;
    if (seen && items_.back().path == change.path) continue;
    items_.push_back({change.blob, change.path, seen});
  }
  for (const ObjectId& commit : commits) items_.push_back({commit, ""});
}

absl::Status ChangeSource::read(const Visit& visit, Coverage& coverage,
                                const std::atomic<bool>& stop) {
  git::ObjectReader reader(repository_->packs());
  const Visit checked = options_.verify ? verifying(visit, coverage) : visit;
  const git::ReadBounds bounds{options_.max_size, options_.memory, &large_};
  for (std::size_t i; (i = next_.fetch_add(1)) < items_.size();) {
    if (stop.load(std::memory_order_relaxed)) break;
    const Item& item = items_[i];
    if (item.name_only) {
      visit({item.id, ObjectType::blob, item.path, "", true});
    } else {
      const absl::Status status =
          git::visit_object(repository_->packs(), reader, {item.id, item.path},
                            bounds, checked);
      if (!status.ok()) {
        count_unread(item.id, status, coverage, repository_->why_missing());
      }
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ChangeSource::content(const Location& location) {
  return object_content(
      *repository_, location.object,
      std::min(options_.max_size, options_.memory.whole));
}

}  // namespace patrol::source
