// SPDX-License-Identifier: Apache-2.0
//
// Where a repository keeps its things, and in which format, for repositories
// that libgit2 1.5 does not open: gitrepository-layout(5), git-config(1),
// "extensions". Nothing of a repository is run to find out.
#pragma once

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"

namespace patrol::git {

struct Layout {
  std::string git_dir;     // of this worktree; '/' at the end
  std::string common_dir;  // of all worktrees; '/' at the end
  std::string work_dir;    // '/' at the end; "" when bare
  std::size_t id_size = 20;
  bool ref_files = true;  // false: only git itself can read the refs
};

// Of the repository at `git_dir`. Unimplemented: its objects are in a format
// that nobody here knows. DataLoss: a FIFO or device stands for one of its files.
absl::StatusOr<Layout> read_layout(std::string git_dir);

}  // namespace patrol::git
