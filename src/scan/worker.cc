// SPDX-License-Identifier: Apache-2.0
#include "scan/worker.h"

#include "base/hash.h"
#include "git/objects.h"

namespace patrol::scan {
namespace {

constexpr std::size_t kEntriesSeen = std::size_t{1} << 18;

void count(ObjectType type, Coverage& coverage) {
  switch (type) {
    case ObjectType::blob:
      ++coverage.blobs;
      break;
    case ObjectType::tree:
      ++coverage.trees;
      break;
    case ObjectType::commit:
      ++coverage.commits;
      break;
    case ObjectType::tag:
      ++coverage.tags;
      break;
    case ObjectType::file:
    case ObjectType::stream:
      ++coverage.files;
      break;
  }
}

}  // namespace

void ReadResult::merge(ReadResult&& other) {
  table.merge(std::move(other.table));
  notes.merge(std::move(other.notes));
  coverage.merge(other.coverage);
  counters.merge(other.counters);
  missing.merge(other.missing);
}

Worker::Worker(Target& target, std::unique_ptr<Examiner> examiner,
               Progress& progress)
    : target_(&target), examiner_(std::move(examiner)), progress_(&progress) {}

absl::StatusOr<std::unique_ptr<Worker>> Worker::create(
    Target& target, Engine& engine, const ExaminerOptions& options,
    Progress& progress) {
  absl::StatusOr<std::unique_ptr<Examiner>> examiner =
      Examiner::create(engine, options);
  if (!examiner.ok()) return examiner.status();
  return std::unique_ptr<Worker>(
      new Worker(target, *std::move(examiner), progress));
}

void Worker::run(const std::atomic<bool>& stop) {
  status_ = target_->source().read(
      [this](const Object& object) { visit(object); }, result_.coverage, stop);
  result_.table = examiner_->take_table();
  result_.counters = examiner_->counters();
}

absl::StatusOr<ReadResult> Worker::take_result() {
  if (!status_.ok()) return status_;
  return std::move(result_);
}

void Worker::visit(const Object& object) {
  progress_->objects.fetch_add(1, std::memory_order_relaxed);
  if (object.name_only) {
    examiner_->examine_name(object.path, object.id, object.type);
    return;
  }
  target_->note(object, result_.notes);
  count(object.type, result_.coverage);
  result_.coverage.bytes += object.content.size();
  if (object.type == ObjectType::tree) {
    visit_tree(object);
  } else {
    check_links(object);
    examiner_->examine(object);
  }
  progress_->bytes.fetch_add(object.content.size(), std::memory_order_relaxed);
}

// A tree is searched for the names in it, and asked whether what it names is
// there.
void Worker::visit_tree(const Object& tree) {
  git::TreeReader reader(tree.content, tree.id.size);
  git::TreeEntry entry;
  while (reader.next(entry)) {
    if (seen_before(entry.raw)) continue;
    examiner_->examine_name(entry.name, entry.id,
                            entry.is_tree() ? ObjectType::tree
                                            : ObjectType::blob);
    if (!entry.is_submodule()) check_exists(entry.id, entry.name);
  }
  if (!reader.clean()) {
    result_.coverage.add_gap(GapReason::corrupt_object, tree.id.hex(),
                             "malformed tree");
  }
}

bool Worker::seen_before(std::string_view tree_entry) {
  if (entries_seen_.empty()) entries_seen_.resize(kEntriesSeen);
  const std::uint64_t hash = base::hash64(tree_entry);
  std::uint64_t& slot = entries_seen_[hash % kEntriesSeen];
  const bool seen = slot == hash;
  slot = hash;
  return seen;
}

void Worker::check_links(const Object& object) {
  if (object.type == ObjectType::commit) {
    if (auto commit = git::parse_commit(object.content)) {
      check_exists(commit->tree, "tree of commit " + object.id.hex());
      for (const ObjectId& parent : commit->parents) {
        check_exists(parent, "parent of commit " + object.id.hex());
      }
    }
  } else if (object.type == ObjectType::tag) {
    if (auto tag = git::parse_tag(object.content)) {
      check_exists(tag->target, "target of tag " + object.id.hex());
    }
  }
}

void Worker::check_exists(const ObjectId& id, std::string_view what) {
  if (target_->has_object(id)) return;
  result_.missing.emplace(id, std::string(what));
}

}  // namespace patrol::scan
