// SPDX-License-Identifier: Apache-2.0
#include "git/git_process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <thread>

#include <fcntl.h>
#include <poll.h>
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

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

// There is something to read, or the end.
bool is_ready(int fd, Milliseconds longest) {
  const Clock::time_point end = Clock::now() + longest;
  for (;;) {
    const auto left =
        std::chrono::ceil<Milliseconds>(end - Clock::now()).count();
    pollfd waiting{.fd = fd, .events = POLLIN, .revents = 0};
    const int ready =
        ::poll(&waiting, 1, static_cast<int>(std::max<long>(left, 0)));
    if (ready >= 0 || errno != EINTR) return ready > 0;
  }
}

enum class Output { complete, too_long, silent };

Output read_all(int fd, Milliseconds longest_silence, std::string& text) {
  char bytes[65536];
  for (;;) {
    if (!is_ready(fd, longest_silence)) return Output::silent;
    const ssize_t got = ::read(fd, bytes, sizeof bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0 ? Output::complete : Output::too_long;
    text.append(bytes, static_cast<std::size_t>(got));
    if (text.size() > GitProcess::kMostOutput) return Output::too_long;
  }
}

// The exit code, -1 of a signal; none: it does not end in time.
std::optional<int> wait_for(pid_t child, Milliseconds longest) {
  const Clock::time_point end = Clock::now() + longest;
  for (;;) {
    int status = 0;
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (ended < 0 && errno != EINTR) return -1;
    if (Clock::now() >= end) return std::nullopt;
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
}

// One that waits for a disk may not even die: it is not waited for long.
void end(pid_t child) {
  constexpr Milliseconds kPatience{500};
  ::kill(child, SIGKILL);
  wait_for(child, kPatience);
}

absl::Status silence_error(Milliseconds longest) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(longest).count();
  return absl::DeadlineExceededError("git did not answer in " +
                                     std::to_string(seconds) + " s");
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
  if (*hangs_) return silence_error(longest_silence_);
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
  const Output output = read_all(from.get(), longest_silence_, text);
  std::optional<int> code;
  if (output == Output::complete) code = wait_for(child, longest_silence_);
  if (!code) end(child);
  if (!code && output != Output::too_long) {
    *hangs_ = true;
    return silence_error(longest_silence_);
  }
  if (code == 0) return text;
  const std::string why = "'git " + arguments.front() + "' ended with code " +
                          std::to_string(code.value_or(-1));
  return code == 1 ? absl::AbortedError(why)
                   : absl::FailedPreconditionError(why);
}

}  // namespace patrol::git
