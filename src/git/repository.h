// SPDX-License-Identifier: Apache-2.0
//
// A git repository. Its objects and, where they are files, its refs are read by
// code of our own; libgit2 or, for formats that libgit2 1.5 does not know, git
// itself tells the rest. One handle a thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "git/environment.h"
#include "git/layout.h"
#include "git/metadata.h"
#include "git/object_reader.h"
#include "git/pack_set.h"
#include "git/refs.h"
#include "model/object.h"

namespace patrol::git {

struct Submodule;

class Repository {
 public:
  // Opens the repository that holds `path`, or GIT_DIR when `path` is ".".
  // If it is the one that git's environment means, that also says where index,
  // work tree and objects are (see environment.h). Hooks, filters and config
  // of the repository are never run, so its owner does not matter.
  // NotFound: no repository there. Unimplemented: objects in a format that
  // cannot be read; the message says which and what to do.
  static absl::StatusOr<Repository> open(const std::string& path);
  // Another handle on the same repository, for another thread.
  absl::StatusOr<Repository> reopen() const;

  // Takes in the repositories of submodules, nested ones too: from then on their
  // objects, refs ("modules/<name>/refs/heads/main") and indexes count among
  // this one's. To be called before packs() is used.
  void add_submodules(const OnError& on_error);
  // The submodule that has an object which this repository itself lacks.
  const Submodule* submodule_of(const ObjectId& id) const;

  bool is_shallow() const;  // or a submodule is
  bool is_partial() const;  // has a promisor remote
  // Why an object is missing, after what names it: " (left out by …)" or "".
  std::string_view why_missing() const {
    return is_partial() ? " (left out by a partial clone)" : "";
  }
  const std::string& git_dir() const { return layout_.git_dir; }
  // The "objects" folder and its alternates, each with a '/' at the end.
  const std::vector<std::string>& object_folders() const {
    return packs_->folders();
  }
  // Folders of objects that an alternate names and that cannot be read.
  const std::vector<Unread>& unread_folders() const { return unread_folders_; }
  // The packs of these folders, shared by all handles of this repository.
  const std::shared_ptr<const PackSet>& packs() const { return packs_; }
  const std::string& work_dir() const { return layout_.work_dir; }  // "": bare
  std::string origin_url() const;  // without credentials; ""
  // None when unborn. DataLoss: HEAD, or what it leads to, is damaged.
  absl::StatusOr<ObjectId> head_commit() const { return refs_->head(); }
  // "refs/heads/main"; "" when detached
  std::string head_ref() const { return refs_->head_ref(); }

  // Every id in the object database, alternates included, in storage order,
  // each once. Damaged packs are told to `on_error` and left out.
  std::vector<ObjectId> all_objects(const OnError& on_error) const;

  // NotFound: not in the database. DataLoss: there, but cannot be decoded.
  // ResourceExhausted: larger than `max_size`, and therefore not decoded.
  absl::StatusOr<RawObject> read(const ObjectId& id,
                                 std::uint64_t max_size = UINT64_MAX) const;
  // The same, packs by libgit2: what to check our own readers against.
  // Unimplemented: libgit2 cannot open this repository.
  absl::StatusOr<RawObject> read_by_libgit2(
      const ObjectId& id, std::uint64_t max_size = UINT64_MAX) const;
  // What a chain of tags leads to; the id itself when it is of no tag.
  ObjectId peel(ObjectId id) const;

  // HEADs of all worktrees, and all refs.
  std::vector<Ref> tips(const OnError& on_error) const;
  // The same, and all reflog entries, of refs that are gone too.
  std::vector<Ref> refs(const OnError& on_error) const;
  // The names of these, of refs that cannot be read too, of worktrees and of
  // submodules; sorted, each once.
  std::vector<RefName> ref_names(const OnError& on_error) const;
  // The ref that a name means ("main", "v1.0", "HEAD": its branch, if it has
  // one); "" when the revision is no ref.
  std::string ref_of(const std::string& revision) const;
  // What stands at a path of a commit's tree; none when nothing does.
  ObjectId blob_at(const ObjectId& commit, const std::string& path) const;
  // A bare repository has an index only if somebody made or named one.
  bool has_index() const;
  // The staged entries, conflict stages included. DataLoss: damaged.
  absl::StatusOr<std::vector<IndexEntry>> index() const;
  // The same of all worktrees, this one first.
  std::vector<IndexEntry> all_indexes(const OnError& on_error) const;
  // The commit that a revision names ("main", "HEAD~3", "v1.0^{}", an id).
  absl::StatusOr<ObjectId> resolve_commit(const std::string& revision) const;
  // Path is named by a .gitignore (or info/exclude).
  bool is_ignored(const std::string& path) const {
    return metadata_->is_ignored(path);
  }

 private:
  // `shown` is how the user named it, for errors.
  static absl::StatusOr<Repository> open_git_dir(
      const std::string& git_dir, const std::string& shown,
      Environment environment,
      std::shared_ptr<const PackSet> packs);
  absl::Status open_by_libgit2(MetadataByLibgit2::Handle handle);
  absl::Status open_by_git();
  GitProcess git_process() const;  // once the layout is known
  void find_objects();
  void add_refs_of_submodules(bool reflogs, std::vector<Ref>& refs,
                              const OnError& on_error) const;
  void add_names_of_submodules(std::vector<RefName>& names,
                               const OnError& on_error) const;
  std::string index_file() const;

  Environment environment_;  // empty when it means another repository
  Layout layout_;
  std::vector<Unread> unread_folders_;
  std::shared_ptr<const PackSet> packs_;
  std::shared_ptr<const PackSet> own_packs_;  // if there are submodules
  std::vector<std::shared_ptr<const Submodule>> submodules_;
  std::unique_ptr<ObjectReader> reader_;
  std::unique_ptr<RefStore> refs_;
  std::unique_ptr<Metadata> metadata_;
  const MetadataByLibgit2* libgit2_ = nullptr;  // metadata_, if it is that
};

struct Submodule {
  std::string name;    // in git's words: "lib"; of a nested one "lib/inner"
  std::string path;    // in the superproject's work tree; "": not known
  std::string prefix;  // of its refs' names
  Repository repository;
};

}  // namespace patrol::git
