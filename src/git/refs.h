// SPDX-License-Identifier: Apache-2.0
//
// The refs of a repository: what git reaches objects from. Two kinds: files,
// read here, and whatever else git keeps them in (reftable), told by git.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "git/files.h"
#include "git/git_process.h"
#include "git/layout.h"
#include "model/object.h"

namespace patrol::git {

// A root of reachability.
struct Ref {
  enum class Kind { head, ref, stash, note, replacement, reflog };
  std::string name;  // "refs/heads/main", "HEAD", "refs/stash"
  Kind kind = Kind::ref;
  ObjectId target;  // not peeled: a commit, or a tag, tree or blob
  ObjectId peeled = {};  // of a tag, what it leads to; none: not known
  // Of what a reflog names: n of "<name>@{n}". None: where the ref stood
  // before the first entry.
  std::optional<std::uint32_t> entry = {};
};

// A name that somebody gave: of a ref, also of one that is gone or cannot be
// read, of a worktree or of a submodule.
struct RefName {
  std::string name;  // as Ref::name
  Ref::Kind kind = Ref::Kind::ref;
  // Of it, so many bytes name the worktree or submodule that has the ref, which
  // are names of their own.
  std::size_t prefix = 0;
};

class RefStore {
 public:
  virtual ~RefStore() = default;
  // What HEAD leads to. None when unborn. DataLoss: HEAD, or what it leads to,
  // is damaged.
  virtual absl::StatusOr<ObjectId> head() const = 0;
  virtual std::string head_ref() const = 0;  // "" when detached
  // All refs by name, then HEADs of other worktrees. Symbolic refs are left
  // out: what they name is there.
  virtual void add_refs(std::vector<Ref>& refs, const OnError& on_error) const
      = 0;
  // What is in reflogs.
  virtual void add_reflogs(std::vector<Ref>& refs, const OnError& on_error)
      const = 0;
  // The names of all these, HEAD's branch, unborn or not, and the worktrees.
  virtual void add_names(std::vector<RefName>& names,
                         const OnError& on_error) const = 0;
};

// Files below "refs" and the file packed-refs: gitrepository-layout(5).
class RefFiles : public RefStore {
 public:
  explicit RefFiles(Layout layout) : layout_(std::move(layout)) {}

  absl::StatusOr<ObjectId> head() const override;
  std::string head_ref() const override;
  void add_refs(std::vector<Ref>& refs, const OnError& on_error) const override;
  // Also those of refs that are gone.
  void add_reflogs(std::vector<Ref>& refs,
                   const OnError& on_error) const override;
  // Symbolic and damaged refs too. Reads no file but packed-refs and HEAD.
  void add_names(std::vector<RefName>& names,
                 const OnError& on_error) const override;

 private:
  struct Packed {
    std::map<std::string, ObjectId> refs;
    std::map<std::string, ObjectId> peeled;  // of those that are tags
    absl::Status status;
  };
  // There may be a file for each ref in `refs` and in `logs`, so that listing
  // them costs as much as setting up: it is done once.
  struct Listing {
    std::vector<std::filesystem::path> files;
    std::vector<Unread> unread;
  };
  const Packed& packed() const;
  const std::vector<std::filesystem::path>& files_in(
      const std::filesystem::path& folder, const OnError& on_error) const;
  void add_reflogs_in(const std::filesystem::path& logs,
                      const std::string& prefix, std::vector<Ref>& refs,
                      const OnError& on_error) const;
  void add_file_names(const std::filesystem::path& folder,
                      const std::string& prefix, std::vector<RefName>& names,
                      const OnError& on_error) const;
  absl::StatusOr<ObjectId> resolve(const std::string& folder,
                                   std::string name) const;
  void add_worktree_heads(std::vector<Ref>& refs, const OnError& on_error)
      const;

  Layout layout_;
  mutable std::optional<Packed> packed_;  // once it has been read
  mutable std::map<std::filesystem::path, Listing> listings_;
};

// Any kind of refs that the installed git knows.
class RefsByGit : public RefStore {
 public:
  explicit RefsByGit(GitProcess git) : git_(std::move(git)) {}

  absl::StatusOr<ObjectId> head() const override;
  std::string head_ref() const override;
  void add_refs(std::vector<Ref>& refs, const OnError& on_error) const override;
  void add_reflogs(std::vector<Ref>& refs,
                   const OnError& on_error) const override;
  void add_names(std::vector<RefName>& names,
                 const OnError& on_error) const override;

 private:
  GitProcess git_;
};

// The linked worktrees' folders in a repository, by name.
std::vector<std::string> worktree_folders(const std::string& common_dir,
                                          const OnError& on_error);
// How reports name a linked worktree, by its folder: "worktree NAME".
std::string worktree_label(const std::string& folder);

}  // namespace patrol::git
