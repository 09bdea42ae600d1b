// SPDX-License-Identifier: Apache-2.0
//
// A git scan of what the index or a set of commits brings in.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scan/target.h"

namespace patrol::scan {

// How git holds the commits of a root.
struct Holder {
  Reach reach = Reach::dangling;
  std::string ref;  // "" = none
};

// What is scanned, and in words.
struct ChangeSet {
  std::string selection;
  std::vector<git::Change> changes;
  std::vector<git::SelectedCommit> commits;  // none: the index
  std::vector<Holder> holders;               // by SelectedCommit::root
  std::vector<git::SelectedTag> tags;
  std::vector<RefName> ref_names;  // to be searched
};

std::unique_ptr<Target> change_target(git::Repository repository,
                                      std::string path, ChangeSet set,
                                      const source::ReadOptions& options);

}  // namespace patrol::scan
