// SPDX-License-Identifier: Apache-2.0
#include "support/git_fixture.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

#include "base/unique_fd.h"
#include "git/objects.h"

namespace patrol::test {
namespace {

std::vector<std::string> environment(std::int64_t date) {
  const char* path = std::getenv("PATH");
  const std::string when = std::to_string(date) + " +0000";
  return {"PATH=" + std::string(path ? path : "/usr/bin:/bin"),
          "HOME=/nonexistent",
          "LC_ALL=C",
          "TZ=UTC",
          "GIT_CONFIG_GLOBAL=/dev/null",
          "GIT_CONFIG_NOSYSTEM=1",
          "GIT_TERMINAL_PROMPT=0",
          "GIT_AUTHOR_NAME=Ann",
          "GIT_AUTHOR_EMAIL=ann@host.example",
          "GIT_COMMITTER_NAME=Cid",
          "GIT_COMMITTER_EMAIL=cid@host.example",
          "GIT_AUTHOR_DATE=" + when,
          "GIT_COMMITTER_DATE=" + when};
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

std::string read_all(int fd) {
  std::string all;
  char piece[1 << 14];
  for (ssize_t got; (got = ::read(fd, piece, sizeof piece)) > 0;) {
    all.append(piece, static_cast<std::size_t>(got));
  }
  return all;
}

struct Outcome {
  int status;
  std::string output;
};

// Standard input comes from a file, so that neither side can block the other.
Outcome run(std::vector<std::string> command,
            std::vector<std::string> variables, std::string_view input) {
  Scratch scratch;
  const std::string input_file = scratch.write("input", input);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
  base::UniqueFd from(ends[0]), to(ends[1]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, input_file.c_str(), O_RDONLY,
                                   0);
  posix_spawn_file_actions_adddup2(&actions, to.get(), 1);
  pid_t child = 0;
  const int failed =
      posix_spawnp(&child, command[0].c_str(), &actions, nullptr,
                   pointers(command).data(), pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("cannot run " + command[0]);
  to = base::UniqueFd();
  Outcome outcome{0, read_all(from.get())};
  waitpid(child, &outcome.status, 0);
  return outcome;
}

}  // namespace

GitRepository::GitRepository(Kind kind) {
  std::vector<std::string> arguments{"init", "-q", "-b", "main"};
  if (kind == Kind::bare) arguments.push_back("--bare");
  git(arguments);
}

std::string GitRepository::git(const std::vector<std::string>& arguments,
                               std::string_view input) const {
  std::vector<std::string> command{"git", "-C", path()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  Outcome outcome = run(command, environment(date_), input);
  if (outcome.status != 0) {
    std::string all;
    for (const std::string& word : command) all += word + " ";
    throw std::runtime_error(all + "failed: " + outcome.output);
  }
  if (outcome.output.ends_with('\n')) outcome.output.pop_back();
  return outcome.output;
}

ObjectId GitRepository::id(const std::vector<std::string>& arguments,
                           std::string_view input) const {
  return git::parse_id(git(arguments, input));
}

ObjectId GitRepository::commit(const std::string& message) {
  git({"add", "-A"});
  git({"commit", "-q", "--allow-empty", "-m", message});
  date_ += 60;
  return id({"rev-parse", "HEAD"});
}

ObjectId GitRepository::commit_file(std::string_view name,
                                    std::string_view content) {
  write(name, content);
  return commit("change " + std::string(name));
}

ObjectId GitRepository::object(const std::string& type,
                               std::string_view content) const {
  return id({"hash-object", "-w", "--literally", "-t", type, "--stdin"},
            content);
}

git::Repository GitRepository::open() const {
  absl::StatusOr<git::Repository> repository = git::Repository::open(path());
  if (!repository.ok()) {
    throw std::runtime_error(std::string(repository.status().message()));
  }
  return *std::move(repository);
}

}  // namespace patrol::test
