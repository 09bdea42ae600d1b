// SPDX-License-Identifier: Apache-2.0
#include "git/changes.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "git/objects.h"

namespace patrol::git {
namespace {

std::optional<RawObject> read_or_count(const Repository& repository,
                                       const ObjectId& id, Coverage& coverage) {
  absl::StatusOr<RawObject> object = repository.read(id);
  if (object.ok()) return *std::move(object);
  std::string why(object.status().message());
  const bool missing = absl::IsNotFound(object.status());
  if (missing) why += repository.why_missing();
  coverage.add_gap(
      missing ? GapReason::missing_object : GapReason::corrupt_object, id.hex(),
      std::move(why));
  return std::nullopt;
}

struct Entry {
  std::uint32_t mode;
  ObjectId id;
};
using Entries = absl::flat_hash_map<std::string, Entry>;

Entries entries_of(const Repository& repository, const ObjectId& tree,
                   Coverage& coverage) {
  Entries entries;
  std::optional<RawObject> object = read_or_count(repository, tree, coverage);
  if (!object) return entries;
  TreeReader reader(object->content(), tree.size);
  TreeEntry entry;
  while (reader.next(entry)) {
    entries[std::string(entry.name)] = {entry.mode, entry.id};
  }
  if (!reader.clean()) {
    coverage.add_gap(GapReason::corrupt_object, tree.hex(), "malformed tree");
  }
  return entries;
}

constexpr std::size_t kLongestChain = 16;  // of tags
// In so many places the same change of a tree is told; what it brings in has as
// many paths then. Trees that name each other many times would never end.
constexpr std::size_t kMostPlaces = 100;
// A commit with more files is not compared with those before it as a whole.
constexpr std::size_t kMostFiles = 1'000'000;
constexpr std::uint32_t kTreeMode = 0040000;
constexpr std::uint32_t kSubmoduleMode = 0160000;

class TreeComparison {
 public:
  TreeComparison(const Repository& repository, const ObjectId& commit,
                 std::vector<Change>& changes, Coverage& coverage)
      : repository_(repository),
        commit_(commit),
        changes_(changes),
        coverage_(coverage) {}

  void compare(const ObjectId& root, const std::vector<ObjectId>& parents) {
    std::vector<Step> pending{{root, parents, ""}};
    while (!pending.empty()) {
      Step step = std::move(pending.back());
      pending.pop_back();
      compare_one(step, pending);
    }
  }

 private:
  struct Step {
    ObjectId tree;
    std::vector<ObjectId> parents;  // trees at the same path
    std::string prefix;             // "" or "dir/"
  };

  void compare_one(const Step& step, std::vector<Step>& pending) {
    if (++places_[{step.tree, step.parents}] > kMostPlaces) return;
    std::vector<Entries> parents;
    for (const ObjectId& parent : step.parents) {
      parents.push_back(entries_of(repository_, parent, coverage_));
    }
    for (const auto& [name, entry] :
         entries_of(repository_, step.tree, coverage_)) {
      if (entry.mode == kSubmoduleMode) continue;
      bool same = false;
      std::vector<ObjectId> before;
      for (const Entries& parent : parents) {
        auto found = parent.find(name);
        if (found == parent.end()) continue;
        same = same || found->second.id == entry.id;
        if ((found->second.mode == kTreeMode) == (entry.mode == kTreeMode)) {
          before.push_back(found->second.id);
        }
      }
      if (same) continue;
      std::string path = step.prefix + name;
      if (entry.mode == kTreeMode) {
        pending.push_back({entry.id, std::move(before), path + "/"});
      } else {
        changes_.push_back(
            {entry.id, std::move(path), commit_, std::move(before)});
      }
    }
  }

  const Repository& repository_;
  const ObjectId& commit_;
  std::vector<Change>& changes_;
  Coverage& coverage_;
  absl::flat_hash_map<std::pair<ObjectId, std::vector<ObjectId>>, std::size_t>
      places_;  // where a tree and those before it were compared
};

std::optional<Commit> read_commit(const Repository& repository,
                                  const ObjectId& id, RawObject& storage) {
  absl::StatusOr<RawObject> object = repository.read(id);
  if (!object.ok() || object->type() != ObjectType::commit) return std::nullopt;
  storage = *std::move(object);
  return parse_commit(storage.content());
}

using PathTable = absl::flat_hash_map<std::string, ObjectId>;

// False: there are more than kMostFiles, and `paths` has some of them.
bool collect_tree(const Repository& repository, const ObjectId& tree,
                  PathTable& paths, Coverage& coverage) {
  std::vector<std::pair<ObjectId, std::string>> pending{{tree, ""}};
  while (!pending.empty()) {
    if (paths.size() + pending.size() > kMostFiles) return false;
    auto [id, path] = std::move(pending.back());
    pending.pop_back();
    for (const auto& [name, entry] : entries_of(repository, id, coverage)) {
      if (entry.mode == kTreeMode) {
        pending.emplace_back(entry.id, path + name + "/");
      } else if (entry.mode != kSubmoduleMode) {
        paths[path + name] = entry.id;
      }
    }
  }
  return true;
}

}  // namespace

std::vector<SelectedTag> select_tags(
    const Repository& repository, const std::vector<SelectedCommit>& commits,
    Coverage& coverage) {
  absl::flat_hash_set<ObjectId> selected, seen;
  for (const SelectedCommit& commit : commits) selected.insert(commit.id);
  std::vector<SelectedTag> tags;
  auto count = [&](std::string what, std::string why) {
    coverage.add_gap(GapReason::unreadable_refs, std::move(what),
                     std::move(why));
  };
  for (const Ref& ref : repository.tips(count)) {
    if (!ref.name.starts_with("refs/tags/")) continue;
    if (!ref.peeled.empty() && !selected.contains(ref.peeled)) continue;
    std::vector<SelectedTag> chain;  // a tag may name a tag
    ObjectId id = ref.target;
    while (!selected.contains(id) && chain.size() < kLongestChain) {
      const auto object = repository.read(id);
      if (!object.ok() || object->type() != ObjectType::tag) break;
      const std::optional<Tag> tag = parse_tag(object->content());
      if (!tag) break;
      chain.push_back({id, ref.name});
      id = tag->target;
    }
    if (!selected.contains(id)) continue;
    for (SelectedTag& tag : chain) {
      if (seen.insert(tag.id).second) tags.push_back(std::move(tag));
    }
  }
  return tags;
}

std::vector<Change> changes_of(const Repository& repository,
                               const ObjectId& commit, Coverage& coverage) {
  std::vector<Change> changes;
  RawObject storage;
  std::optional<Commit> decoded = read_commit(repository, commit, storage);
  if (!decoded) return changes;
  std::vector<ObjectId> parents;
  for (const ObjectId& id : decoded->parents) {
    RawObject parent_storage;
    if (auto parent = read_commit(repository, id, parent_storage)) {
      parents.push_back(parent->tree);
    }
  }
  if (std::find(parents.begin(), parents.end(), decoded->tree) ==
      parents.end()) {
    TreeComparison(repository, commit, changes, coverage)
        .compare(decoded->tree, parents);
  }
  return changes;
}

namespace {

// What a commit of the index will have for parents: HEAD and, while a merge is
// going on, what it merges (one id a line of MERGE_HEAD).
std::vector<ObjectId> parents_of_index(const Repository& repository,
                                       Coverage& coverage) {
  std::vector<ObjectId> parents;
  absl::StatusOr<ObjectId> head = repository.head_commit();
  if (!head.ok()) {
    coverage.add_gap(GapReason::unreadable_refs, "HEAD",
                     std::string(head.status().message()));
  }
  parents.push_back(head.value_or(ObjectId{}));
  std::ifstream merged(repository.git_dir() + "MERGE_HEAD");
  for (std::string line; std::getline(merged, line);) {
    if (const ObjectId id = parse_id(line); !id.empty()) parents.push_back(id);
  }
  return parents;
}

std::vector<PathTable> tables_of(const Repository& repository,
                                 const std::vector<ObjectId>& commits,
                                 Coverage& coverage) {
  std::vector<PathTable> tables;
  for (const ObjectId& commit : commits) {
    RawObject storage;
    PathTable& paths = tables.emplace_back();
    if (auto decoded = read_commit(repository, commit, storage)) {
      collect_tree(repository, decoded->tree, paths, coverage);
    }
  }
  return tables;
}

}  // namespace

absl::StatusOr<std::vector<Change>> staged_changes(const Repository& repository,
                                                   Coverage& coverage) {
  absl::StatusOr<std::vector<IndexEntry>> index = repository.index();
  if (!index.ok()) return index.status();
  const std::vector<PathTable> parents = tables_of(
      repository, parents_of_index(repository, coverage), coverage);
  std::vector<Change> changes;
  for (const IndexEntry& entry : *index) {
    if (entry.mode == kSubmoduleMode) continue;
    Change change{entry.id, entry.path, {}, {}};
    bool is_new = true;
    for (const PathTable& paths : parents) {
      const auto before = paths.find(entry.path);
      if (before == paths.end()) continue;
      is_new = is_new && before->second != entry.id;
      change.before.push_back(before->second);
    }
    if (is_new) changes.push_back(std::move(change));
  }
  return changes;
}

namespace {

// False: these are not all.
bool add_paths_of(const Repository& repository, const ObjectId& commit,
                  PathTable& paths) {
  Coverage unread;
  RawObject storage;
  const auto decoded = read_commit(repository, commit, storage);
  return !decoded || collect_tree(repository, decoded->tree, paths, unread);
}

PathTable paths_of_index(const Repository& repository) {
  PathTable paths;
  if (auto index = repository.index(); index.ok()) {
    for (const IndexEntry& entry : *index) paths[entry.path] = entry.id;
  }
  return paths;
}

}  // namespace

Before before(const Repository& repository, const ObjectId& commit) {
  std::vector<ObjectId> parents;
  RawObject storage;
  if (commit.empty()) {
    Coverage unread;
    parents = parents_of_index(repository, unread);
  } else if (auto decoded = read_commit(repository, commit, storage)) {
    parents = decoded->parents;
  }
  PathTable after;
  bool known = true;  // all paths of `after`
  if (commit.empty()) {
    after = paths_of_index(repository);
  } else {
    known = add_paths_of(repository, commit, after);
  }
  Before before;
  for (const ObjectId& parent : parents) {
    PathTable paths;
    add_paths_of(repository, parent, paths);
    for (const auto& [path, blob] : paths) {
      before.blobs.insert(blob);
      if (known && !after.contains(path)) before.removed.push_back(blob);
    }
  }
  if (before.removed.size() > Before::kMaxRemoved) before.removed.clear();
  return before;
}

}  // namespace patrol::git
