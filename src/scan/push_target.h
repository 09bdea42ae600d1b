// SPDX-License-Identifier: Apache-2.0
//
// A git scan of what a push brings to the other side.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scan/target.h"

namespace patrol::scan {

// A ref that is created or moved. Deleted ones bring nothing.
struct PushedRef {
  ObjectId id;       // that it will name: of a commit, a tag, a tree or a blob
  std::string name;  // "refs/heads/main": on the other side
};

struct Push {
  std::vector<PushedRef> refs;
  // What is there already: all that refs lead to whose names begin so ("refs/",
  // "refs/remotes/origin/"; "" = none), and these commits, where they are known here.
  std::string known_refs;
  std::vector<ObjectId> known;
};

// The commits, tags, trees and blobs that are new, with the names of the refs.
// NotFound: no repository there, or a pushed object is not there.
absl::StatusOr<std::unique_ptr<Target>> push_target(
    const std::string& path, const Push& push,
    const source::ReadOptions& options = {});

}  // namespace patrol::scan
