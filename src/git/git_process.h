// SPDX-License-Identifier: Apache-2.0
//
// git itself as a child process, for what only it can read. No shell is
// involved, and no hook, file system monitor, pager, alias, filter or transport
// of the repository or the user is run: the commands are plumbing that needs
// none, the settings that start programs are overruled, and the environment is
// made anew. git does not ask who owns a repository that --git-dir names.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "git/layout.h"

namespace patrol::git {

class GitProcess {
 public:
  // Of more output than this, nothing is taken.
  static constexpr std::size_t kMostOutput = std::size_t{1} << 30;

  // So long git may be silent. What it is asked takes it milliseconds, and
  // seconds of the largest repositories: after a minute, it waits for a disk or
  // a server that is gone.
  static constexpr std::chrono::milliseconds kLongestSilence{60'000};

  // `inherit`: git's environment means this repository, so that where it says
  // that objects are holds here too.
  GitProcess(Layout layout, bool inherit,
             std::chrono::milliseconds longest_silence = kLongestSilence)
      : layout_(std::move(layout)),
        inherit_(inherit),
        longest_silence_(longest_silence),
        hangs_(std::make_shared<std::atomic<bool>>(false)) {}
  // The same for another folder of this repository, that of a linked worktree.
  GitProcess in(std::string git_dir) const {
    GitProcess there = *this;
    there.layout_.git_dir = std::move(git_dir);
    return there;
  }

  // What `git ARGUMENTS` writes to its standard output. NotFound: there is no
  // git. FailedPrecondition: it ends with an error; exit code 1, which means
  // "no" to most questions, is Aborted. DeadlineExceeded: it did not answer
  // and was killed; this process and its copies ask no more. `index_file` "":
  // the usual one.
  absl::StatusOr<std::string> run(const std::vector<std::string>& arguments,
                                  const std::string& index_file = "") const;

 private:
  Layout layout_;
  bool inherit_;
  std::chrono::milliseconds longest_silence_;
  std::shared_ptr<std::atomic<bool>> hangs_;  // git did not answer once
};

}  // namespace patrol::git
