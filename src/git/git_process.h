// SPDX-License-Identifier: Apache-2.0
//
// git itself as a child process, for what only it can read. No shell is
// involved, and no hook, file system monitor, pager, alias, filter or transport
// of the repository or the user is run: the commands are plumbing that needs
// none, the settings that start programs are overruled, and the environment is
// made anew. git does not ask who owns a repository that --git-dir names.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "git/layout.h"

namespace patrol::git {

class GitProcess {
 public:
  // Of more output than this, nothing is taken.
  static constexpr std::size_t kMostOutput = std::size_t{1} << 30;

  // `inherit`: git's environment means this repository, so that where it says
  // that objects are holds here too.
  GitProcess(Layout layout, bool inherit)
      : layout_(std::move(layout)), inherit_(inherit) {}

  // What `git ARGUMENTS` writes to its standard output. NotFound: there is no
  // git. FailedPrecondition: it ends with an error; exit code 1, which means
  // "no" to most questions, is Aborted. `index_file` "": the usual one.
  absl::StatusOr<std::string> run(const std::vector<std::string>& arguments,
                                  const std::string& index_file = "") const;

 private:
  Layout layout_;
  bool inherit_;
};

}  // namespace patrol::git
