// SPDX-License-Identifier: Apache-2.0
//
// What a commit, or the index, brings in over what was there before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "git/commit_walk.h"
#include "git/repository.h"
#include "model/coverage.h"
#include "model/object.h"

namespace patrol::git {

// A path whose content is new in `commit` (none: in the index).
struct Change {
  ObjectId blob;
  std::string path;
  ObjectId commit;
  std::vector<ObjectId> before;  // the path's blob in each parent that has one
};

// An annotated tag, and the ref that leads to it.
struct SelectedTag {
  ObjectId id;
  std::string ref;
};

// The annotated tags below refs/tags of the selected commits, and the tags that
// these name.
std::vector<SelectedTag> select_tags(const Repository& repository,
                                     const std::vector<SelectedCommit>& commits,
                                     Coverage& coverage);

// Blobs that differ from those of every parent at the same path: what an
// ordinary commit adds or alters, and what a merge has of its own. Objects
// that cannot be read go into `coverage`.
std::vector<Change> changes_of(const Repository& repository,
                               const ObjectId& commit, Coverage& coverage);

// The index against HEAD, against nothing before the first commit. While a merge
// goes on, what none of its parents has at the same path.
absl::StatusOr<std::vector<Change>> staged_changes(const Repository& repository,
                                                   Coverage& coverage);

// What stood before a commit, in any of its parents, or before the index, in
// HEAD.
struct Before {
  // Of more removed paths than this none is compared; git(1) does the same
  // with renames (diff.renameLimit).
  static constexpr std::size_t kMaxRemoved = 1000;

  absl::flat_hash_set<ObjectId> blobs;  // at any path
  std::vector<ObjectId> removed;        // at paths that are gone
};

// Reads whole trees, so it is for the few changes that hold a secret. `commit`
// none: the index. What cannot be read is left out.
Before before(const Repository& repository, const ObjectId& commit);

}  // namespace patrol::git
