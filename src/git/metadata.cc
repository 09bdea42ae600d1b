// SPDX-License-Identifier: Apache-2.0
#include "git/metadata.h"

#include <cerrno>
#include <cstring>

#include <unistd.h>

#include "git/files.h"
#include "git/libgit2.h"

namespace patrol::git {
namespace {

std::vector<IndexEntry> entries_of(git_index* index) {
  std::vector<IndexEntry> entries;
  for (std::size_t i = 0; i < git_index_entrycount(index); ++i) {
    const git_index_entry* entry = git_index_get_byindex(index, i);
    entries.push_back({entry->path, to_id(entry->id), entry->mode});
  }
  return entries;
}

// libgit2's own words about a damaged index are about something else. `git` is
// why git could not read it either.
absl::Status index_error(const std::string& file, const absl::Status& git) {
  if (is_special(file)) {
    return absl::DataLossError(file + ": the index is not a regular file");
  }
  std::string why = "is damaged; 'git reset' makes a new one";
  if (::access(file.c_str(), R_OK) != 0) {
    why = std::string("cannot be read: ") + std::strerror(errno);
  } else if (absl::IsDeadlineExceeded(git)) {
    why = "cannot be read: " + std::string(git.message());
  } else if (absl::IsNotFound(git)) {
    why = "is damaged, or of a kind that needs git: " +
          std::string(git.message());
  }
  return absl::DataLossError(file + ": the index " + why);
}

}  // namespace

void MetadataByLibgit2::FreeRepository::operator()(
    git_repository* repository) const {
  git_repository_free(repository);
}

void MetadataByLibgit2::FreeOdb::operator()(git_odb* odb) const {
  git_odb_free(odb);
}

absl::StatusOr<ObjectId> MetadataByLibgit2::resolve(
    const std::string& revision) const {
  git_object* object = nullptr;
  if (git_revparse_single(&object, handle_.get(), revision.c_str()) != 0) {
    return absl::NotFoundError(last_error());
  }
  const ObjectId id = to_id(*git_object_id(object));
  git_object_free(object);
  return id;
}

std::string MetadataByLibgit2::full_ref_name(const std::string& name) const {
  git_reference* reference = nullptr;
  std::string full;
  if (git_reference_dwim(&reference, handle_.get(), name.c_str()) == 0) {
    full = git_reference_name(reference);
    git_reference_free(reference);
  }
  return full;
}

absl::StatusOr<std::vector<IndexEntry>> MetadataByLibgit2::index(
    const std::string& file) const {
  git_index* index = nullptr;
  if (is_special(file)) return index_error(file, {});
  if (git_index_open(&index, file.c_str()) != 0) {
    auto entries = by_git_.index(file);
    return entries.ok() ? entries : index_error(file, entries.status());
  }
  std::vector<IndexEntry> entries = entries_of(index);
  git_index_free(index);
  return entries;
}

std::string MetadataByLibgit2::setting(const std::string& name) const {
  git_config* config = nullptr;
  git_buf value{};
  std::string text;
  if (git_repository_config(&config, handle_.get()) == 0) {
    if (git_config_get_string_buf(&value, config, name.c_str()) == 0) {
      text = value.ptr;
    }
    git_buf_dispose(&value);
    git_config_free(config);
  }
  return text;
}

bool MetadataByLibgit2::is_ignored(const std::string& path) const {
  int ignored = 0;
  return git_ignore_path_is_ignored(&ignored, handle_.get(), path.c_str()) ==
             0 &&
         ignored == 1;
}

}  // namespace patrol::git
