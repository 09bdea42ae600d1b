// SPDX-License-Identifier: Apache-2.0
//
// Where git says that things are. It runs hooks with these variables, and what
// they name is not always what the repository's own folder holds: `git commit
// FILE` stages into a file beside the index, and a push waits in a quarantine.
// Source: git(1), "ENVIRONMENT VARIABLES"; git-receive-pack(1), "QUARANTINE".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace patrol::git {

struct Environment {
  std::string git_dir;                  // GIT_DIR
  std::string work_tree;                // GIT_WORK_TREE
  std::string index_file;               // GIT_INDEX_FILE
  std::string object_folder;            // GIT_OBJECT_DIRECTORY
  std::vector<std::string> alternates;  // GIT_ALTERNATE_OBJECT_DIRECTORIES

  static Environment current();
  bool operator==(const Environment&) const = default;
};

// The folders of a list separated by colons. One that begins with '"' is
// quoted as in C, since it has a colon in it.
std::vector<std::string> parse_alternates(std::string_view list);
// What a name means that begins with '"' and is quoted as in C.
std::string unquote(std::string_view name);

}  // namespace patrol::git
