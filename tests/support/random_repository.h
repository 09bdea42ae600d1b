// SPDX-License-Identifier: Apache-2.0
//
// A repository with a random history: branches, merges, renames, copies,
// deletions, tags, a note, a stash, a rewound branch, dangling objects, and
// dates that do not tell commits apart.
#pragma once

#include <string>
#include <vector>

#include "support/git_fixture.h"
#include "support/random.h"

namespace patrol::test {

struct RandomHistory {
  std::size_t commits = 60;
  // Some of these stand in the files and messages.
  std::vector<std::string> planted;
};

// Fills an empty repository.
void make_history(GitRepository& repo, const RandomHistory& history,
                  Random& random);

// How git stores the objects of a repository.
enum class Storage { loose, whole, deltas, several_packs };
void store_as(GitRepository& repo, Storage storage);

}  // namespace patrol::test
