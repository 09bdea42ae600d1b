// SPDX-License-Identifier: Apache-2.0
//
// What a repository says besides objects and refs. libgit2 tells it where it
// can open the repository, git itself where not.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "git/git_process.h"
#include "git/refs.h"
#include "model/object.h"

struct git_repository;
struct git_odb;

namespace patrol::git {

struct IndexEntry {
  std::string path;
  ObjectId id;
  std::uint32_t mode = 0;
  std::string worktree = {};  // "worktree NAME", "main worktree"; "": this one
};

class Metadata {
 public:
  virtual ~Metadata() = default;
  // The object that a revision names ("main", "HEAD~3", an id); NotFound.
  virtual absl::StatusOr<ObjectId> resolve(const std::string& revision) const
      = 0;
  // The full name of the ref that a short one means; "" when it means none.
  virtual std::string full_ref_name(const std::string& name) const = 0;
  // The entries of an index file. DataLoss: damaged, or cannot be read.
  virtual absl::StatusOr<std::vector<IndexEntry>> index(
      const std::string& file) const = 0;
  // A setting of the repository; "" when there is none.
  virtual std::string setting(const std::string& name) const = 0;
  virtual bool is_ignored(const std::string& path) const = 0;
};

class MetadataByGit : public Metadata {
 public:
  MetadataByGit(GitProcess git, std::size_t id_size)
      : git_(std::move(git)), id_size_(id_size) {}

  absl::StatusOr<ObjectId> resolve(const std::string& revision) const override;
  std::string full_ref_name(const std::string& name) const override;
  absl::StatusOr<std::vector<IndexEntry>> index(
      const std::string& file) const override;
  std::string setting(const std::string& name) const override;
  bool is_ignored(const std::string& path) const override;

 private:
  GitProcess git_;
  std::size_t id_size_;
};

class MetadataByLibgit2 : public Metadata {
 public:
  struct FreeRepository {
    void operator()(git_repository* repository) const;
  };
  struct FreeOdb {
    void operator()(git_odb* odb) const;
  };
  using Handle = std::unique_ptr<git_repository, FreeRepository>;
  using Odb = std::unique_ptr<git_odb, FreeOdb>;

  // `by_git` reads the indexes that libgit2 cannot: split and sparse ones.
  MetadataByLibgit2(Handle handle, Odb odb, MetadataByGit by_git)
      : handle_(std::move(handle)),
        odb_(std::move(odb)),
        by_git_(std::move(by_git)) {}
  git_odb* odb() const { return odb_.get(); }

  absl::StatusOr<ObjectId> resolve(const std::string& revision) const override;
  std::string full_ref_name(const std::string& name) const override;
  absl::StatusOr<std::vector<IndexEntry>> index(
      const std::string& file) const override;
  std::string setting(const std::string& name) const override;
  bool is_ignored(const std::string& path) const override;

 private:
  Handle handle_;
  Odb odb_;
  MetadataByGit by_git_;
};

}  // namespace patrol::git
