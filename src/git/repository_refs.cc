// SPDX-License-Identifier: Apache-2.0
//
// The part of Repository that tells where its history begins: HEAD, refs,
// reflogs and indexes.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <tuple>

#include "git/objects.h"
#include "git/repository.h"

namespace patrol::git {

namespace fs = std::filesystem;

std::vector<Ref> Repository::tips(const OnError& on_error) const {
  std::vector<Ref> refs;
  absl::StatusOr<ObjectId> head = head_commit();
  if (!head.ok()) {
    on_error("HEAD", std::string(head.status().message()));
  } else if (!head->empty()) {
    refs.push_back({"HEAD", Ref::Kind::head, *head});
  }
  refs_->add_refs(refs, on_error);
  add_refs_of_submodules(false, refs, on_error);
  return refs;
}

std::vector<Ref> Repository::refs(const OnError& on_error) const {
  std::vector<Ref> refs = tips(on_error);
  refs_->add_reflogs(refs, on_error);
  add_refs_of_submodules(true, refs, on_error);
  return refs;
}

// A ref and its reflog have one name: the ref's is kept.
std::vector<RefName> Repository::ref_names(const OnError& on_error) const {
  std::vector<RefName> names;
  refs_->add_names(names, on_error);
  add_names_of_submodules(names, on_error);
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
    return std::tie(a.name, a.kind) < std::tie(b.name, b.kind);
  });
  const auto same = [](const auto& a, const auto& b) {
    return a.name == b.name;
  };
  names.erase(std::unique(names.begin(), names.end(), same), names.end());
  return names;
}

// A path of the environment's is relative to where patrol was started or, for
// a hook, to the work tree.
std::string Repository::index_file() const {
  if (environment_.index_file.empty()) return git_dir() + "index";
  std::error_code error;
  fs::path path = fs::absolute(environment_.index_file, error);
  if (!fs::exists(path, error)) path = work_dir() / fs::path(environment_.index_file);
  return path.string();
}

bool Repository::has_index() const {
  std::error_code error;
  return !environment_.index_file.empty() || !work_dir().empty() ||
         fs::exists(index_file(), error);
}

absl::StatusOr<std::vector<IndexEntry>> Repository::index() const {
  return metadata_->index(index_file());
}

std::vector<IndexEntry> Repository::all_indexes(const OnError& on_error) const {
  std::vector<std::string> folders =
      worktree_folders(layout_.common_dir, on_error);
  folders.push_back(layout_.common_dir);
  struct File {
    std::string path, worktree;
  };
  std::vector<File> files{{index_file(), ""}};
  for (const std::string& folder : folders) {
    std::error_code error;
    if (fs::equivalent(folder, git_dir(), error)) continue;
    const fs::path file = fs::path(folder) / "index";
    if (!fs::exists(file, error)) continue;
    files.push_back({file.string(), folder == layout_.common_dir
                                        ? "main worktree"
                                        : worktree_label(folder)});
  }
  std::vector<IndexEntry> entries;
  for (const auto& [file, worktree] : files) {
    auto more = metadata_->index(file);
    if (!more.ok()) {
      on_error("index", std::string(more.status().message()));
      continue;
    }
    for (IndexEntry& entry : *more) entry.worktree = worktree;
    std::move(more->begin(), more->end(), std::back_inserter(entries));
  }
  for (const auto& submodule : submodules_) {
    auto more = submodule->repository.all_indexes(on_error);
    std::move(more.begin(), more.end(), std::back_inserter(entries));
  }
  return entries;
}

std::string Repository::ref_of(const std::string& revision) const {
  if (revision == "HEAD" || revision == "@") {
    const std::string branch = head_ref();
    return branch.empty() ? "HEAD" : branch;
  }
  return metadata_->full_ref_name(revision);
}

absl::StatusOr<ObjectId> Repository::resolve_commit(
    const std::string& revision) const {
  ObjectId id = parse_id(revision);  // needs nobody who knows refs
  if (id.size != layout_.id_size || !read(id).ok()) {
    absl::StatusOr<ObjectId> named = metadata_->resolve(revision);
    if (absl::IsDeadlineExceeded(named.status())) return named.status();
    if (!named.ok()) {
      return absl::NotFoundError("'" + revision +
                                 "' names no commit of this repository");
    }
    id = *named;
  }
  id = peel(id);
  const absl::StatusOr<RawObject> object = read(id);
  if (!object.ok() || object->type() != ObjectType::commit) {
    return absl::InvalidArgumentError("'" + revision + "' is not a commit");
  }
  return id;
}

ObjectId Repository::peel(ObjectId id) const {
  constexpr int kLongestChain = 16;
  for (int i = 0; i < kLongestChain; ++i) {
    const absl::StatusOr<RawObject> object = read(id);
    if (!object.ok() || object->type() != ObjectType::tag) break;
    const auto tag = parse_tag(object->content());
    if (!tag) break;
    id = tag->target;
  }
  return id;
}

ObjectId Repository::blob_at(const ObjectId& commit,
                             const std::string& path) const {
  const absl::StatusOr<RawObject> object = read(commit);
  const auto decoded = object.ok() ? parse_commit(object->content())
                                   : std::nullopt;
  if (!decoded) return {};
  ObjectId id = decoded->tree;
  for (std::string_view rest = path; !rest.empty();) {
    const std::string_view name = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    const absl::StatusOr<RawObject> tree = read(id);
    if (!tree.ok() || tree->type() != ObjectType::tree) return {};
    TreeReader entries(tree->content(), id.size);
    TreeEntry entry;
    id = {};
    while (id.empty() && entries.next(entry)) {
      if (entry.name == name) id = entry.id;
    }
  }
  return id;
}

}  // namespace patrol::git
