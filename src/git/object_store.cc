// SPDX-License-Identifier: Apache-2.0
#include "git/object_store.h"

#include <algorithm>
#include <filesystem>
#include <queue>
#include <set>
#include <utility>

#include "git/loose.h"
#include "git/loose_stream.h"
#include "git/objects.h"

namespace patrol::git {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kIdSize = 20;  // libgit2 1.5 opens SHA-1 repositories only
// Claimed by a worker at a time: small enough to share out the end of a scan,
// large enough to keep to one region of the pack.
constexpr std::size_t kRoots = 64;
constexpr std::size_t kLoose = 64;

constexpr const char* kTooLarge = "larger than --max-size";
constexpr const char* kNoRoom =
    "does not fit into --max-memory with what it is stored against";

// The entries of a folder; one that is not there has none.
std::vector<fs::path> entries_of(const fs::path& folder,
                                 const ObjectStore::OnError& on_error) {
  std::vector<fs::path> entries;
  std::error_code error;
  fs::directory_iterator at(folder, error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    entries.push_back(at->path());
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    on_error(folder.string(), error.message());
  }
  return entries;
}

}  // namespace

ObjectStore::ObjectStore(const Repository& repository, const OnError& on_error)
    : repository_(&repository), folders_(repository.object_folders()) {
  for (const std::string& folder : folders_) add_packs(folder, on_error);
  for (std::uint32_t i = 0; i < folders_.size(); ++i) add_loose(i, on_error);
  std::stable_sort(loose_.begin(), loose_.end(), [](const auto& a, const auto& b) {
    return a.id < b.id;
  });
  auto same_id = [](const auto& a, const auto& b) { return a.id == b.id; };
  loose_.erase(std::unique(loose_.begin(), loose_.end(), same_id), loose_.end());
  count_ = loose_.size();
  for (const auto& forest : forests_) count_ += forest->count();
  mark_duplicates();
  make_items();
}

void ObjectStore::add_packs(const std::string& objects,
                            const OnError& on_error) {
  std::set<std::string> stems;  // sorted, so that a scan is repeatable
  for (const fs::path& file :
       entries_of(fs::path(objects) / "pack", on_error)) {
    // An index alone is told like a pack that cannot be opened.
    if (file.extension() == ".pack" || file.extension() == ".idx") {
      stems.insert((file.parent_path() / file.stem()).string());
    }
  }
  for (const std::string& stem : stems) {
    absl::StatusOr<std::unique_ptr<PackForest>> forest =
        PackForest::open(stem, kIdSize);
    if (!forest.ok()) {
      on_error(stem + ".pack", std::string(forest.status().message()));
      continue;
    }
    if ((*forest)->disagrees()) {
      on_error(stem + ".pack", "the index is of another pack, or the pack is "
                               "cut short; read as far as it goes");
    }
    forests_.push_back(*std::move(forest));
  }
}

// Loose objects are files "xx/yyyy…" whose path spells the id.
void ObjectStore::add_loose(std::uint32_t objects, const OnError& on_error) {
  for (const fs::path& folder : entries_of(folders_[objects], on_error)) {
    const std::string head = folder.filename().string();
    if (head.size() != 2) continue;
    for (const fs::path& file : entries_of(folder, on_error)) {
      const ObjectId id = parse_id(head + file.filename().string());
      if (id.size != kIdSize) continue;
      const bool packed =
          std::any_of(forests_.begin(), forests_.end(), [&](const auto& f) {
            return f->index().find(id).has_value();
          });
      if (!packed) loose_.push_back({id, objects});
    }
  }
}

// The indexes are sorted: merged, equal ids are neighbours. The first pack
// tells the object.
void ObjectStore::mark_duplicates() {
  if (forests_.size() < 2) return;
  using Head = std::pair<ObjectId, std::pair<std::size_t, std::uint32_t>>;
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
  for (std::size_t f = 0; f < forests_.size(); ++f) {
    if (forests_[f]->count() > 0) {
      heads.push({forests_[f]->index().id(0), {f, 0}});
    }
  }
  ObjectId last;
  while (!heads.empty()) {
    const auto [id, place] = heads.top();
    heads.pop();
    const auto [f, i] = place;
    if (id == last) {
      forests_[f]->mark_duplicate(i);
      --count_;
    }
    last = id;
    if (i + 1 < forests_[f]->count()) {
      heads.push({forests_[f]->index().id(i + 1), {f, i + 1}});
    }
  }
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

bool ObjectStore::contains(const ObjectId& id) const {
  return std::any_of(forests_.begin(), forests_.end(),
                     [&](const auto& forest) {
                       return forest->index().find(id).has_value();
                     }) ||
         std::ranges::binary_search(loose_, id, {}, &Loose::id);
}

void ObjectStore::read_loose_object(const Loose& loose, const Walk& walk,
                                    const Visit& visit,
                                    const OnProblem& on_problem) const {
  absl::StatusOr<LooseObject> object =
      read_loose(folders_[loose.folder] + loose_name(loose.id),
                 std::min(walk.max_size, walk.memory.piece));
  if (absl::IsResourceExhausted(object.status()) &&
      walk.memory.piece < walk.max_size) {
    return read_large_loose_object(loose, walk, visit, on_problem);
  }
  if (object.ok()) {
    if (walk.wanted.has(object->type)) {
      visit({.id = loose.id, .type = object->type, .content = object->content});
    }
    return;
  }
  on_problem(loose.id,
             absl::IsResourceExhausted(object.status()) ? Problem::too_large
                                                        : Problem::corrupt,
             std::string(object.status().message()));
}

// Blobs only: all else is looked at as a whole.
void ObjectStore::read_large_loose_object(const Loose& loose, const Walk& walk,
                                          const Visit& visit,
                                          const OnProblem& on_problem) const {
  auto stream =
      LooseStream::open(folders_[loose.folder] + loose_name(loose.id));
  if (!stream.ok()) {
    return on_problem(loose.id, Problem::corrupt,
                      std::string(stream.status().message()));
  }
  LooseStream& bytes = **stream;
  if (bytes.size() > walk.max_size) {
    return on_problem(loose.id, Problem::too_large, kTooLarge);
  }
  if (!walk.wanted.has(bytes.type())) return;
  if (bytes.type() != ObjectType::blob) {
    return on_problem(loose.id, Problem::too_large, kNoRoom);
  }
  visit({.id = loose.id, .type = ObjectType::blob, .stream = &bytes});
  if (!bytes.complete()) {
    on_problem(loose.id, Problem::corrupt, "damaged loose object");
  }
}

absl::Status ObjectStore::read(Walk& walk, const Visit& visit,
                               const OnProblem& on_problem,
                               const std::atomic<bool>& stop) const {
  absl::StatusOr<Repository> handle = repository_->reopen();
  if (!handle.ok()) return handle.status();
  PackWalker walker(
      visit,
      [&](const ObjectId& id, PackWalker::Problem problem) {
        // libgit2 is not asked for what is damaged here: it crashes on it.
        if (problem == PackWalker::Problem::corrupt) {
          on_problem(id, Problem::corrupt, "damaged in its pack");
        } else {
          on_problem(id, Problem::too_large,
                     problem == PackWalker::Problem::no_room ? kNoRoom
                                                             : kTooLarge);
        }
      },
      [&](const ObjectId& id, ObjectType& type, std::string& content) {
        absl::StatusOr<RawObject> base = handle->read(id);
        if (!base.ok()) return false;
        type = base->type();
        content = base->content();
        return true;
      },
      {walk.max_size, walk.memory, &walk.large_});
  for (std::size_t i; (i = walk.next_.fetch_add(1)) < items_.size() && !stop;) {
    const Item& item = items_[i];
    if (item.forest) {
      walker.walk(*item.forest, item.first, item.last, walk.wanted, stop);
      continue;
    }
    for (std::size_t k = item.first; k < item.last && !stop; ++k) {
      read_loose_object(loose_[k], walk, visit, on_problem);
    }
  }
  return absl::OkStatus();
}

}  // namespace patrol::git
