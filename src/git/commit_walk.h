// SPDX-License-Identifier: Apache-2.0
//
// Which commits a selection means. Commits are met the youngest first, as git
// rev-list does, so that a range of a few costs the reading of a few.
#pragma once

#include <cstdint>
#include <vector>

#include "git/repository.h"
#include "model/coverage.h"
#include "model/object.h"

namespace patrol::git {

struct CommitSelection {
  std::vector<ObjectId> include;  // and their ancestors
  std::vector<ObjectId> exclude;  // and their ancestors
  std::int64_t since = INT64_MIN;  // committer time, seconds since 1970 UTC
};

struct SelectedCommit {
  ObjectId id;
  std::size_t root;  // the first of `include` that leads to it
};

// The selected commits, each once, by id. A history that is cut off (shallow,
// missing commits) is walked as far as it goes; the cuts go into `coverage`.
// Where committers' clocks are wrong by a lot, some excluded commits may be
// selected all the same, as git does; never too few.
std::vector<SelectedCommit> select_commits(const Repository& repository,
                                           const CommitSelection& selection,
                                           Coverage& coverage);

// The first of `refs` whose history has `commit`; nullptr when none has.
const Ref* first_to_reach(const Repository& repository,
                          const std::vector<Ref>& refs, const ObjectId& commit);

}  // namespace patrol::git
