// SPDX-License-Identifier: Apache-2.0
#include "git/object_store.h"

#include <algorithm>
#include <filesystem>
#include <queue>
#include <utility>

#include "git/loose.h"
#include "git/object_reader.h"
#include "git/objects.h"

namespace patrol::git {
namespace {

namespace fs = std::filesystem;

// Claimed by a worker at a time: small enough to share out the end of a scan,
// large enough to keep to one region of the pack.
constexpr std::size_t kRoots = 64;
constexpr std::size_t kLoose = 64;

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

ObjectStore::ObjectStore(std::shared_ptr<const PackSet> packs,
                         const OnError& on_error)
    : packs_(std::move(packs)), folders_(packs_->folders()) {
  for (const auto& pack : packs_->packs()) {
    forests_.push_back(std::make_unique<PackForest>(pack));
  }
  for (const Unread& pack : packs_->unread()) on_error(pack.path, pack.why);
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

// Loose objects are files "xx/yyyy…" whose path spells the id.
void ObjectStore::add_loose(std::uint32_t objects, const OnError& on_error) {
  for (const fs::path& folder : entries_of(folders_[objects], on_error)) {
    const std::string head = folder.filename().string();
    if (head.size() != 2) continue;
    for (const fs::path& file : entries_of(folder, on_error)) {
      const ObjectId id = parse_id(head + file.filename().string());
      if (id.size != packs_->id_size()) continue;
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
  absl::StatusOr<LooseObject> object = read_loose(
      folders_[loose.folder] + loose_name(loose.id),
      std::min<std::uint64_t>(walk.max_size, UINT32_MAX));
  if (object.ok()) {
    visit({.id = loose.id, .type = object->type, .content = object->content});
    return;
  }
  on_problem(loose.id,
             absl::IsResourceExhausted(object.status()) ? Problem::too_large
                                                        : Problem::corrupt,
             std::string(object.status().message()));
}

absl::Status ObjectStore::read(Walk& walk, const Visit& visit,
                               const OnProblem& on_problem,
                               const std::atomic<bool>& stop) const {
  ObjectReader reader(packs_);
  PackWalker walker(
      visit,
      [&](const ObjectId& id, PackWalker::Problem problem) {
        const bool corrupt = problem == PackWalker::Problem::corrupt;
        on_problem(id, corrupt ? Problem::corrupt : Problem::too_large,
                   corrupt ? "damaged in its pack" : "larger than --max-size");
      },
      [&](const ObjectId& id, ObjectType& type, std::string& content) {
        absl::StatusOr<RawObject> base = reader.read(id);
        if (!base.ok()) return false;
        type = base->type();
        content = base->content();
        return true;
      },
      walk.max_size);
  for (std::size_t i; (i = walk.next_.fetch_add(1)) < items_.size() && !stop;) {
    const Item& item = items_[i];
    if (item.forest) {
      walker.walk(*item.forest, item.first, item.last, stop);
      continue;
    }
    for (std::size_t k = item.first; k < item.last && !stop; ++k) {
      read_loose_object(loose_[k], walk, visit, on_problem);
    }
  }
  return absl::OkStatus();
}

}  // namespace patrol::git
