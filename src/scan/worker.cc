// SPDX-License-Identifier: Apache-2.0
#include "scan/worker.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "git/objects.h"

namespace patrol::scan {
namespace {

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

// Counts what is read, and ends early when the scan is to stop.
class CountedStream : public ByteStream {
 public:
  CountedStream(ByteStream& from, const std::atomic<bool>& stop,
                std::function<void(std::size_t)> count)
      : from_(from), stop_(stop), count_(std::move(count)) {}

  std::size_t read(std::span<char> room) override {
    if (stop_.load(std::memory_order_relaxed)) return 0;
    const std::size_t size = from_.read(room);
    count_(size);
    return size;
  }

 private:
  ByteStream& from_;
  const std::atomic<bool>& stop_;
  std::function<void(std::size_t)> count_;
};

}  // namespace

void ReadResult::merge(ReadResult&& other) {
  table.merge(std::move(other.table));
  notes.merge(std::move(other.notes));
  coverage.merge(other.coverage);
  counters.merge(other.counters);
  missing.merge(other.missing);
}

Worker::Worker(Target& target, std::unique_ptr<Examiner> examiner, bool whole,
               Progress& progress)
    : target_(&target),
      numbers_(target.numbers()),
      examiner_(std::move(examiner)),
      progress_(&progress),
      whole_(whole) {}

absl::StatusOr<std::unique_ptr<Worker>> Worker::create(
    Target& target, Engine& engine, const ScanOptions& options,
    std::uint64_t seed, Progress& progress) {
  absl::StatusOr<std::unique_ptr<Examiner>> examiner =
      Examiner::create(
          engine, {options.now, seed, {.own = options.memory.piece},
                   options.max_decode_depth});
  if (!examiner.ok()) return examiner.status();
  return std::unique_ptr<Worker>(
      new Worker(target, *std::move(examiner), options.whole, progress));
}

void Worker::run(const std::atomic<bool>& stop) {
  status_ = target_->source().read(
      [this, &stop](const Object& object) {
        if (!whole_) return visit(object, stop);
        Object alone = object;
        alone.base_memo = nullptr;
        visit(alone, stop);
      },
      result_.coverage, stop);
  status_.Update(examiner_->status());
  if (numbers_) note_missing();
  result_.table = examiner_->take_table();
  result_.counters = examiner_->counters();
}

absl::StatusOr<ReadResult> Worker::take_result() {
  if (!status_.ok()) return status_;
  return std::move(result_);
}

void Worker::count_bytes(std::size_t size) {
  result_.coverage.bytes += size;
  progress_->bytes.fetch_add(size, std::memory_order_relaxed);
}

void Worker::visit_stream(Object object, const std::atomic<bool>& stop) {
  CountedStream counted(*object.stream, stop,
                        [this](std::size_t size) { count_bytes(size); });
  object.stream = &counted;
  examiner_->examine(object);
  if (const Rule* rule = examiner_->cut_rule()) {
    result_.coverage.add_gap(
        GapReason::too_large,
        object.id.empty() ? std::string(object.path) : object.id.hex(),
        "searched in pieces: matches of '" + rule->id +
            "', which has no bound, are found up to 2 MiB");
  }
}

void Worker::visit(const Object& object, const std::atomic<bool>& stop) {
  progress_->objects.fetch_add(1, std::memory_order_relaxed);
  if (object.name_only) {
    examiner_->examine_name(object.path, object.id, object.type);
    return;
  }
  count(object.type, result_.coverage);
  if (object.stream) return visit_stream(object, stop);
  count_bytes(object.content.size());
  if (object.type == ObjectType::tree) {
    visit_tree(object);
  } else {
    if (object.type == ObjectType::commit) note_commit(object);
    if (object.type == ObjectType::tag) note_tag(object);
    examiner_->examine(object);
  }
}

// A tree is searched for the names in it, and asked whether what it names is
// there. A name that was searched in vain is not searched again.
void Worker::visit_tree(const Object& tree) {
  const bool clean = result_.notes.trees.add(
      tree, *numbers_, [&](const attribute::TreeTable::News& news) {
        const git::TreeEntry& entry = news.entry;
        if (news.new_name || !name_is_clean_[news.name]) {
          name_is_clean_.resize(
              std::max<std::size_t>(name_is_clean_.size(), news.name + 1));
          name_is_clean_[news.name] = !examiner_->examine_name(
              entry.name, entry.id,
              entry.is_tree() ? ObjectType::tree : ObjectType::blob);
        }
      });
  if (!clean) {
    result_.coverage.add_gap(GapReason::corrupt_object, tree.id.hex(),
                             "malformed tree");
  }
}

// What a tree names and the database lacks.
void Worker::note_missing() {
  attribute::TreeTable& trees = result_.notes.trees;
  trees.settle(*numbers_);
  for (const attribute::TreeTable::Entry& entry : trees.entries()) {
    if (numbers_->is_stored(entry.child) || entry.is_submodule) continue;
    result_.missing.emplace(numbers_->id_of(entry.child),
                            trees.name(entry.name));
  }
}

void Worker::note_commit(const Object& object) {
  const auto commit = git::parse_commit(object.content);
  if (!numbers_ || !commit) return;
  attribute::HistoryNotes::CommitNote note{
      .commit = numbers_->number_of(object.id),
      .tree = note_named(commit->tree, "tree of commit ", object.id),
      .parents = {},
      .author_time = commit->author_time,
      .committer_time = commit->committer_time};
  for (const ObjectId& parent : commit->parents) {
    note.parents.push_back(note_named(parent, "parent of commit ", object.id));
  }
  result_.notes.commits.push_back(std::move(note));
}

void Worker::note_tag(const Object& object) {
  const auto tag = git::parse_tag(object.content);
  if (!numbers_ || !tag) return;
  result_.notes.tags.emplace(
      numbers_->number_of(object.id),
      note_named(tag->target, "target of tag ", object.id));
}

// The number of what the object `by` names.
std::uint32_t Worker::note_named(const ObjectId& id, std::string_view role,
                                 const ObjectId& by) {
  const std::uint32_t number = numbers_->number_of(id);
  if (!numbers_->is_stored(number)) {
    result_.missing.emplace(id, std::string(role) + by.hex());
  }
  return number;
}

}  // namespace patrol::scan
