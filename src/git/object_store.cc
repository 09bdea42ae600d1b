// SPDX-License-Identifier: Apache-2.0
#include "git/object_store.h"

#include <algorithm>
#include <filesystem>
#include <random>
#include <utility>

#include "git/loose.h"
#include "git/object_reader.h"
#include "git/objects.h"
#include "git/visit_object.h"
#include "model/memory_plan.h"

namespace patrol::git {
namespace {

namespace fs = std::filesystem;

// Claimed by a worker at a time: small enough to share out the end of a scan,
// large enough to keep to one region of the pack.
constexpr std::size_t kRoots = 64;
constexpr std::size_t kLoose = 64;

// The program and its rules, and of each object: its entry in the index (28) and
// in the forest (24), its slot (8 to 16), and what a worker notes of it. As
// measured with 3 million blobs that no tree names.
constexpr std::uint64_t kFixedBytes = std::uint64_t{16} << 20;
constexpr std::uint64_t kBytesPerObject = 80;

}  // namespace

ObjectStore::ObjectStore(std::shared_ptr<const PackSet> packs,
                         const OnError& on_error,
                         std::uint64_t release_pages_after)
    : packs_(std::move(packs)), folders_(packs_->folders()) {
  for (const auto& pack : packs_->packs()) {
    forests_.push_back(
        std::make_unique<PackForest>(pack, release_pages_after));
  }
  for (const Unread& pack : packs_->unread()) on_error(pack.path, pack.why);
  for (std::uint32_t i = 0; i < folders_.size(); ++i) add_loose(i, on_error);
  std::stable_sort(loose_.begin(), loose_.end(), [](const auto& a, const auto& b) {
    return a.id < b.id;
  });
  number_objects();
  make_items();
}

std::uint64_t ObjectStore::list_bytes() const {
  return kFixedBytes + listed_ * kBytesPerObject;
}

// Loose objects are files "xx/yyyy…" whose path spells the id.
void ObjectStore::add_loose(std::uint32_t objects, const OnError& on_error) {
  for (const fs::path& folder : entries_of(folders_[objects], on_error)) {
    const std::string head = folder.filename().string();
    if (head.size() != 2) continue;
    for (const fs::path& file : entries_of(folder, on_error)) {
      const ObjectId id = parse_id(head + file.filename().string());
      if (id.size == packs_->id_size()) loose_.push_back({id, objects});
    }
  }
}

// Of an object that is there more than once, the first pack tells it.
void ObjectStore::number_objects() {
  std::size_t count = loose_.size();
  for (const auto& forest : forests_) count += forest->count();
  std::random_device random;
  const std::uint64_t seed = std::uint64_t{random()} << 32 | random();
  numbers_ = std::make_unique<ObjectNumbers>(count, seed);
  count_ = listed_ = count;
  std::ptrdiff_t numbered = 0;
  for (const auto& forest : forests_) {
    forest->set_first_number(static_cast<std::uint32_t>(numbers_->size()));
    ++numbered;
    numbers_->add_pack(forest->index(), [&](std::uint32_t i) {
      forest->mark_duplicate(i);
      mark_copied(forest->index().id(i), numbered);
      --count_;
    });
  }
  count_ -= std::erase_if(loose_, [&](const Loose& loose) {
    if (numbers_->add_loose(loose.id)) return false;
    mark_copied(loose.id, numbered);
    loose_copies_.push_back(loose);
    return true;
  });
}

// The one that will be told of an object that is there more than once.
void ObjectStore::mark_copied(const ObjectId& id, std::ptrdiff_t numbered) {
  const std::uint32_t number = numbers_->find(id);
  const auto after = std::partition_point(
      forests_.begin(), forests_.begin() + numbered, [&](const auto& forest) {
        return forest->first_number() <= number;
      });
  if (after == forests_.begin()) return;
  PackForest& forest = **std::prev(after);
  const std::uint32_t i = number - forest.first_number();
  if (i < forest.count()) forest.mark_copied(i);
}

void ObjectStore::make_items() {
  for (const auto& forest : forests_) {
    for (std::size_t i = 0; i < forest->root_count(); i += kRoots) {
      items_.push_back({forest.get(), i, i + kRoots});
    }
  }
  for (std::size_t i = 0; i < loose_.size(); i += kLoose) {
    items_.push_back({nullptr, i, std::min(i + kLoose, loose_.size())});
  }
}

void ObjectStore::read_loose_object(const Loose& loose, const Walk& walk,
                                    ObjectReader& copies, const Visit& visit,
                                    const OnProblem& on_problem) const {
  const ReadBounds& bounds = walk.limits.read;
  const Named named{.id = loose.id, .number = numbers_->find(loose.id)};
  const absl::StatusOr<LooseObject> object =
      read_loose(folders_[loose.folder] + loose_name(loose.id),
                 std::min(bounds.max_size, bounds.memory.piece));
  if (object.ok()) {
    return visit({.id = loose.id,
                  .type = object->type,
                  .content = object->content,
                  .number = named.number});
  }
  // A stream, or a good copy in another folder.
  const absl::Status status =
      absl::IsResourceExhausted(object.status())
          ? visit_large_object(packs_, copies, named, bounds, visit)
          : visit_object(packs_, copies, named, bounds, visit);
  if (status.ok()) return;
  on_problem(loose.id,
             absl::IsResourceExhausted(status) ? Problem::too_large
                                               : Problem::corrupt,
             std::string(status.message()));
}

void ObjectStore::verify_loose_copy(const Loose& loose, const Walk& walk,
                                    const Visit& visit,
                                    const OnProblem& on_problem) const {
  const absl::StatusOr<LooseObject> copy =
      read_loose(folders_[loose.folder] + loose_name(loose.id),
                 std::min(walk.limits.read.max_size, walk.limits.read.memory.piece));
  if (absl::IsResourceExhausted(copy.status())) {
    return on_problem(loose.id, Problem::too_large,
                      "a copy of it is too large to be verified");
  }
  if (!copy.ok()) {
    return on_problem(loose.id, Problem::corrupt,
                      std::string(copy.status().message()));
  }
  const Object object{
      .id = loose.id, .type = copy->type, .content = copy->content};
  if (!is_impostor(object)) return;
  if (object.type == ObjectType::blob) return visit(object);
  on_problem(loose.id, Problem::corrupt, "damaged copy in a loose file");
}

absl::Status ObjectStore::read(Walk& walk, const Visit& visit,
                               const OnProblem& on_problem,
                               const std::atomic<bool>& stop) const {
  const ReadBounds& bounds = walk.limits.read;
  ObjectReader reader(packs_);
  PackWalker walker(
      visit,
      [&](const ObjectId& id, PackWalker::Problem problem) {
        if (problem == PackWalker::Problem::corrupt) {
          on_problem(id, Problem::corrupt, "damaged in its pack");
        } else {
          on_problem(id, Problem::too_large,
                     problem == PackWalker::Problem::no_room ? kNoRoom
                                                             : kTooLarge);
        }
      },
      [&](const ObjectId& id, ObjectType& type, std::string& content) {
        absl::StatusOr<RawObject> object =
            reader.read(id, std::min(bounds.max_size, bounds.memory.whole));
        if (!object.ok()) return false;
        type = object->type();
        content = object->content();
        return true;
      },
      [&](const Named& object) {
        return visit_object(packs_, reader, object, bounds, visit).ok();
      },
      walk.limits);
  for (std::size_t i; (i = walk.next_.fetch_add(1)) < items_.size() && !stop;) {
    const Item& item = items_[i];
    if (item.forest) {
      walker.walk(*item.forest, item.first, item.last, stop);
      continue;
    }
    for (std::size_t k = item.first; k < item.last && !stop; ++k) {
      read_loose_object(loose_[k], walk, reader, visit, on_problem);
    }
  }
  for (std::size_t i; walk.limits.verify_copies && !stop &&
                      (i = walk.next_copy_.fetch_add(1)) < loose_copies_.size();) {
    verify_loose_copy(loose_copies_[i], walk, visit, on_problem);
  }
  walk.inflated_bytes_ += walker.inflated_bytes();
  return absl::OkStatus();
}

}  // namespace patrol::git
