// SPDX-License-Identifier: Apache-2.0
#include "git/git_process.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/unique_fd.h"

namespace patrol::git {
namespace {

void inherit(const char* name, std::vector<std::string>& environment) {
  if (const char* value = std::getenv(name)) {
    environment.push_back(std::string(name) + "=" + value);
  }
}

std::vector<std::string> clean_environment(bool inherit_objects,
                                           const std::string& index_file) {
  std::vector<std::string> environment = {
      "LC_ALL=C",
      "GIT_CONFIG_NOSYSTEM=1",
      "GIT_CONFIG_GLOBAL=/dev/null",
      "GIT_ATTR_NOSYSTEM=1",
      "GIT_OPTIONAL_LOCKS=0",
      "GIT_TERMINAL_PROMPT=0",
      "GIT_NO_REPLACE_OBJECTS=1",
      "GIT_NO_LAZY_FETCH=1",  // since 2.45; the next line does for older ones
      "GIT_ALLOW_PROTOCOL=",  // none: a missing object is not fetched
  };
  inherit("PATH", environment);
  if (inherit_objects) {
    inherit("GIT_OBJECT_DIRECTORY", environment);
    inherit("GIT_ALTERNATE_OBJECT_DIRECTORIES", environment);
  }
  if (!index_file.empty()) {
    environment.push_back("GIT_INDEX_FILE=" + index_file);
  }
  return environment;
}

std::vector<std::string> command_line(const Layout& layout) {
  std::vector<std::string> line = {"git", "--no-pager",
                                   "--git-dir=" + layout.git_dir};
  if (!layout.work_dir.empty()) {
    line.push_back("--work-tree=" + layout.work_dir);
  }
  for (const char* setting :
       {"core.fsmonitor=false", "core.hooksPath=/dev/null",
        "core.untrackedCache=false", "core.useBuiltinFSMonitor=false",
        "protocol.allow=never", "log.showSignature=false"}) {
    line.insert(line.end(), {"-c", setting});
  }
  return line;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

// The work tree, if it is there.
std::string start_folder(const Layout& layout) {
  std::error_code error;
  return std::filesystem::is_directory(layout.work_dir, error) ? layout.work_dir
                                                               : "";
}

// Reads to the end; false when there is too much.
bool read_all(int fd, std::string& text) {
  char bytes[65536];
  for (;;) {
    const ssize_t got = ::read(fd, bytes, sizeof bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0;
    text.append(bytes, static_cast<std::size_t>(got));
    if (text.size() > GitProcess::kMostOutput) return false;
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Starts git with its standard output in `out`; 0 or an error number.
int spawn(std::vector<std::string>& line, std::vector<std::string>& environment,
          const std::string& folder, int out, pid_t& child) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out, 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  if (!folder.empty()) {
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  }
  const int error = posix_spawnp(&child, "git", &actions, nullptr,
                                 pointers(line).data(),
                                 pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

}  // namespace

absl::StatusOr<std::string> GitProcess::run(
    const std::vector<std::string>& arguments,
    const std::string& index_file) const {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    return absl::UnavailableError(std::strerror(errno));
  }
  const base::UniqueFd from(ends[0]);
  base::UniqueFd to(ends[1]);
  std::vector<std::string> line = command_line(layout_);
  line.insert(line.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment =
      clean_environment(inherit_, index_file);
  pid_t child = 0;
  const int error =
      spawn(line, environment, start_folder(layout_), to.get(), child);
  if (error != 0) {
    return absl::NotFoundError(std::string("git cannot be started: ") +
                               std::strerror(error));
  }
  to = base::UniqueFd();
  std::string text;
  const bool complete = read_all(from.get(), text);
  if (!complete) ::kill(child, SIGKILL);
  const int code = wait_for(child);
  if (complete && code == 0) return text;
  const std::string why = "'git " + arguments.front() + "' ended with code " +
                          std::to_string(code);
  return code == 1 ? absl::AbortedError(why)
                   : absl::FailedPreconditionError(why);
}

}  // namespace patrol::git
