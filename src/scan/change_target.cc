// SPDX-License-Identifier: Apache-2.0
#include "scan/change_target.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "base/utf16.h"
#include "filter/allow_comment.h"
#include "git/visit_object.h"
#include "scan/pieces.h"
#include "scan/repository_target.h"
#include "source/change_source.h"

namespace patrol::scan {
namespace {

// What is searched for its message.
std::vector<ObjectId> ids_of(const ChangeSet& set) {
  std::vector<ObjectId> ids;
  for (const git::SelectedCommit& commit : set.commits) ids.push_back(commit.id);
  for (const git::SelectedTag& tag : set.tags) ids.push_back(tag.id);
  return ids;
}

// A copy of it begins in `own` that no comment allows.
bool holds(std::string_view text, const Span& own, const std::string& raw,
           std::string_view rule_id) {
  for (std::size_t at = text.find(raw, own.begin); at < own.end;
       at = text.find(raw, at + 1)) {
    const Span span{at, at + raw.size()};
    if (!filter::has_allow_comment(text, span, rule_id)) return true;
  }
  return false;
}

bool holds(const Object& object, const PieceSize& piece,
           const std::string& raw, std::string_view rule_id) {
  const auto in = [&](std::string_view text) {
    return holds(text, {0, text.size()}, raw, rule_id);
  };
  if (!object.stream) {
    if (in(object.content)) return true;
    const auto decoded = base::utf16_to_utf8(object.content);
    return decoded && in(*decoded);
  }
  bool held = false;
  const auto look = [&](const TextPiece& part) {
    held = held || holds(part.text, part.own, raw, rule_id);
  };
  cut(*object.stream, piece, look, look);
  return held;
}

class ChangeTarget : public RepositoryTarget {
 public:
  ChangeTarget(git::Repository repository, std::string path, ChangeSet set,
               const source::ReadOptions& options)
      : RepositoryTarget(std::move(repository), std::move(path),
                         std::move(set.selection)),
        set_(std::move(set)),
        head_(repository_.head_commit()),
        source_(repository_, std::move(set_.changes), ids_of(set_), options),
        reader_(repository_.packs()),
        bounds_{.max_size = UINT64_MAX, .memory = options.memory} {
    for (const git::SelectedCommit& commit : set_.commits) {
      holders_.emplace(commit.id, &set_.holders[commit.root]);
    }
    for (const git::SelectedTag& tag : set_.tags) {
      tags_.emplace(tag.id, attribute::Origin{.reach = Reach::ref,
                                              .ref = tag.ref,
                                              .head_known = head_.ok()});
    }
  }

  source::ObjectSource& source() override { return source_; }

  std::vector<RefName> ref_names(Coverage&) override {
    return std::move(set_.ref_names);
  }

  Places locate(const absl::flat_hash_set<ObjectId>& objects,
                attribute::HistoryNotes, Coverage&) override {
    Places places;
    for (const ObjectId& id : objects) {
      for (const git::Change& change : changes_to(id)) {
        attribute::Origin origin = origin_of(change.commit);
        origin.path = change.path;
        origin.in_head = is_in_head(change);
        origin.merge_only = is_merge(change.commit) &&
                            origin.reach != Reach::stash;
        places[id].push_back(std::move(origin));
      }
      if (places.contains(id)) continue;
      const auto tag = tags_.find(id);
      places[id].push_back(tag != tags_.end() ? tag->second : origin_of(id));
    }
    return places;
  }

  // Old when it stood in the version before, in every change that makes this
  // blob: at the same path, in the same blob at another path, or at a path
  // that is gone. A name is old when there was a version before.
  bool is_old(const ObjectRef& object, Place place,
              const std::string& raw, std::string_view rule_id) override {
    const bool name = place == Place::file_name;
    auto was_there = [&](const git::Change& change) {
      if (name && change.path != object.path) return true;
      if (name) return !change.before.empty();
      return any_holds(change.before, raw, rule_id) ||
             was_elsewhere(change, raw, rule_id);
    };
    const auto changes = changes_to(object.id);
    return !changes.empty() &&
           std::all_of(changes.begin(), changes.end(), was_there);
  }

 private:
  std::span<const git::Change> changes_to(const ObjectId& blob) const {
    const auto& all = source_.changes();
    auto less = [](const auto& a, const auto& b) {
      if constexpr (std::is_same_v<std::decay_t<decltype(a)>, ObjectId>) {
        return a < b.blob;
      } else {
        return a.blob < b;
      }
    };
    auto first = std::lower_bound(all.begin(), all.end(), blob, less);
    auto last = std::upper_bound(first, all.end(), blob, less);
    return {first, last};
  }

  bool any_holds(const std::vector<ObjectId>& blobs, const std::string& raw,
                 std::string_view rule_id) {
    return std::any_of(blobs.begin(), blobs.end(), [&](const ObjectId& blob) {
      bool held = false;
      const absl::Status read = git::visit_object(
          repository_.packs(), reader_, {blob}, bounds_,
          [&](const Object& object) {
            held = holds(object, {.own = bounds_.memory.piece}, raw, rule_id);
          });
      return read.ok() && held;
    });
  }

  bool was_elsewhere(const git::Change& change, const std::string& raw,
                     std::string_view rule_id) {
    if (!before_ || before_of_ != change.commit) {
      before_ = git::before(repository_, change.commit);
      before_of_ = change.commit;
    }
    return before_->blobs.contains(change.blob) ||
           any_holds(before_->removed, raw, rule_id);
  }

  // Its changes are those that none of its parents has.
  bool is_merge(const ObjectId& id) const {
    absl::StatusOr<git::RawObject> object = repository_.read(id);
    if (!object.ok()) return false;
    auto commit = git::parse_commit(object->content());
    return commit && commit->parents.size() > 1;
  }

  std::int64_t time_of(const ObjectId& id) const {
    absl::StatusOr<git::RawObject> object = repository_.read(id);
    if (!object.ok()) return 0;
    auto commit = git::parse_commit(object->content());
    return commit ? commit->author_time : 0;
  }

  attribute::Origin origin_of(const ObjectId& commit) const {
    attribute::Origin origin{.commit = commit,
                             .author_time = time_of(commit),
                             .reach = Reach::index,
                             .head_known = head_.ok()};
    if (auto holder = holders_.find(commit); holder != holders_.end()) {
      origin.reach = holder->second->reach;
      origin.ref = holder->second->ref;
    }
    return origin;
  }

  bool is_in_head(const git::Change& change) const {
    return head_.ok() &&
           repository_.blob_at(*head_, change.path) == change.blob;
  }

  ChangeSet set_;
  absl::flat_hash_map<ObjectId, const Holder*> holders_;  // by commit
  absl::flat_hash_map<ObjectId, attribute::Origin> tags_;
  absl::StatusOr<ObjectId> head_;
  source::ChangeSource source_;
  git::ObjectReader reader_;  // of versions before; within these bounds:
  git::ReadBounds bounds_;
  std::optional<git::Before> before_;  // of the commit that was asked for last
  ObjectId before_of_;
};

}  // namespace

std::unique_ptr<Target> change_target(git::Repository repository,
                                      std::string path, ChangeSet set,
                                      const source::ReadOptions& options) {
  return std::make_unique<ChangeTarget>(std::move(repository), std::move(path),
                                        std::move(set), options);
}

}  // namespace patrol::scan
