// SPDX-License-Identifier: Apache-2.0
#include "cli/hook_command.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "cli/deadline.h"
#include "cli/exit_code.h"
#include "cli/hook_bypass.h"
#include "cli/hook_input.h"
#include "cli/message.h"
#include "cli/scan_command.h"
#include "cli/terminal.h"
#include "git/changes.h"
#include "report/hook_message.h"

namespace patrol::cli {
namespace {

using MadeTarget = absl::StatusOr<std::unique_ptr<scan::Target>>;

bool has_variable(const char* name) {
  const char* value = std::getenv(name);
  return value && *value;
}

// A shallow clone ends somewhere, and what is before is no part of a commit or
// a push.
bool is_whole(const Report& report) {
  for (const auto& [reason, count] : report.coverage.not_read) {
    if (count > 0 && is_gap(reason) && reason != GapReason::shallow_history) {
      return false;
    }
  }
  return true;
}

int tell(const Report& report, const Counts& counts,
         const report::HookWords& words) {
  if (report.interrupted) return kSignal + stop_signal();
  std::ostringstream findings;
  report::write_hook_findings(report, counts, words, findings);
  if (!findings.view().empty()) {
    std::cerr << findings.view();
    return kFindings;
  }
  if (is_whole(report)) return kClean;
  report::write_hook_gaps(report, words, std::cerr);
  return kIncomplete;
}

report::HookWords words_of(std::string stopped, std::string take_out,
                           std::string bypass, std::string all) {
  return {.stopped = std::move(stopped),
          .take_out = std::move(take_out),
          .bypass = std::move(bypass),
          .all = std::move(all),
          .line_prefix = "",
          .colour = isatty(STDERR_FILENO) == 1 && use_colour("auto")};
}

constexpr const char* kClientBypass = "PATROL_SKIP=\"why it is none\" git ";

// True: the hook is gone past. A failure has been told, in `code`.
bool is_bypassed(const Arguments& arguments, const std::string& hook,
                 const absl::StatusOr<std::string>& reason,
                 std::vector<std::string> refs, int& code) {
  if (!reason.ok()) {
    code = fail(reason.status());
    return false;
  }
  if (reason->empty()) return false;
  if (arguments.hook.no_skip) {
    complain("this repository takes no PATROL_SKIP and no patrol.skip (--no-skip)");
    return false;
  }
  auto repository = git::Repository::open(".");
  absl::Status traced =
      repository.ok()
          ? trace_bypass(arguments.hook,
                         {hook, repository->git_dir(), std::move(refs)}, *reason)
          : repository.status();
  if (traced.ok()) return true;
  code = fail(traced);
  return false;
}

// Files that are named and have nothing staged, which are to be scanned whole.
std::vector<std::string> not_staged(const std::vector<std::string>& files) {
  if (files.empty()) return {};
  auto repository = git::Repository::open(".");
  if (!repository.ok()) return files;
  Coverage unread;
  auto changes = git::staged_changes(*repository, unread);
  if (!changes.ok()) return files;
  absl::flat_hash_set<std::string> staged;
  for (const git::Change& change : *changes) staged.insert(change.path);
  std::vector<std::string> others;
  for (const std::string& file : files) {
    if (!staged.contains(file)) others.push_back(file);
  }
  return others;
}

int scan_staged(const Arguments& arguments) {
  return scan_and_tell(
      arguments.scan, config_folder("."),
      [](const source::ReadOptions& options) {
        scan::GitSelection staged;
        staged.staged = true;
        return scan::git_target(".", staged, options);
      },
      [&](const Report& report, const Counts& counts) {
        return tell(report, counts,
                    words_of("This commit is stopped",
                             "Edit the file and git add it again, or git "
                             "restore --staged FILE.",
                             std::string(kClientBypass) + "commit",
                             "patrol git --staged"));
      });
}

int scan_files(const Arguments& arguments,
               const std::vector<std::string>& files) {
  return scan_and_tell(
      arguments.scan, config_folder("."),
      [&](const source::ReadOptions& options) {
        return scan::directory_target(files, options.max_size,
                                      arguments.scan.exclude, options.memory);
      },
      [&](const Report& report, const Counts& counts) {
        return tell(report, counts,
                    words_of("These files hold secrets",
                             "They may be in the history, too: patrol git .",
                             "", "patrol dir FILE"));
      });
}

// The pre-commit framework runs hooks of every kind alike, and says in the
// environment what a push is about.
absl::StatusOr<scan::Push> framework_push() {
  auto repository = git::Repository::open(".");
  if (!repository.ok()) return repository.status();
  scan::Push push;
  auto to = repository->resolve_commit(std::getenv("PRE_COMMIT_TO_REF"));
  if (!to.ok()) return to.status();
  const char* branch = std::getenv("PRE_COMMIT_REMOTE_BRANCH");
  push.refs.push_back({*to, branch ? branch : ""});
  if (const char* from = std::getenv("PRE_COMMIT_FROM_REF")) {
    auto known = repository->resolve_commit(from);
    if (known.ok()) push.known.push_back(*known);
  }
  return push;
}

std::vector<std::string> names_of(const scan::Push& push) {
  std::vector<std::string> names;
  for (const scan::PushedRef& ref : push.refs) names.push_back(ref.name);
  return names;
}

int scan_push(const Arguments& arguments, const scan::Push& push,
              const std::string& config_folder,
              const report::HookWords& words) {
  return scan_and_tell(
      arguments.scan, config_folder,
      [&](const source::ReadOptions& options) {
        return scan::push_target(".", push, options);
      },
      [&](const Report& report, const Counts& counts) {
        return tell(report, counts, words);
      });
}

// A new branch: all that the remote's other branches do not have.
int push_from_here(const Arguments& arguments, absl::StatusOr<scan::Push> push,
                   const std::string& remote) {
  if (!push.ok()) return fail(push.status());
  if (push->refs.empty()) return kClean;
  int code = kClean;
  if (is_bypassed(arguments, "pre-push", client_bypass(), names_of(*push), code) ||
      code != kClean) {
    return code;
  }
  if (!remote.empty()) push->known_refs = "refs/remotes/" + remote + "/";
  return scan_push(
      arguments, *push, config_folder("."),
      words_of("This push is stopped",
               "git commit --amend for the last commit, git rebase -i for "
               "older ones.",
               std::string(kClientBypass) + "push",
               "patrol git --range <upstream>..HEAD"));
}

// Lines that begin so are shown by GitLab's web page, and by git like others.
bool is_gitlab() {
  return has_variable("GL_ID") || has_variable("GL_REPOSITORY");
}

report::HookWords server_words(bool may_skip) {
  report::HookWords words = words_of(
      "This push is refused",
      "git commit --amend for the last commit, git rebase -i for older ones.",
      may_skip ? "git push -o patrol.skip=\"why it is none\"" : "",
      "patrol git --range");
  if (is_gitlab()) words.line_prefix = "GL-HOOK-ERR: ";
  return words;
}

}  // namespace

int run_hook_pre_commit(const Arguments& arguments) {
  if (has_variable("PRE_COMMIT_TO_REF")) {
    const char* remote = std::getenv("PRE_COMMIT_REMOTE_NAME");
    return push_from_here(arguments, framework_push(), remote ? remote : "");
  }
  int code = kClean;
  if (is_bypassed(arguments, "pre-commit", client_bypass(), {}, code) ||
      code != kClean) {
    return code;
  }
  code = scan_staged(arguments);
  const std::vector<std::string> others = not_staged(arguments.paths);
  if (others.empty()) return code;
  const int of_others = scan_files(arguments, others);
  return code == kClean ? of_others : code;
}

int run_hook_commit_msg(const Arguments& arguments) {
  int code = kClean;
  if (is_bypassed(arguments, "commit-msg", client_bypass(), {}, code) ||
      code != kClean) {
    return code;
  }
  const std::string& file = arguments.paths.front();
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in && text.view().empty()) {
    return fail(absl::NotFoundError(file + ": cannot be read"));
  }
  return scan_and_tell(
      arguments.scan, config_folder("."),
      [&](const source::ReadOptions&) -> MadeTarget {
        return scan::text_target(std::string(message_to_keep(text.view())));
      },
      [&](const Report& report, const Counts& counts) {
        return tell(report, counts,
                    words_of("This commit is stopped: its message holds a secret",
                             "Write the message anew; the last one is in " +
                                 file + ".",
                             std::string(kClientBypass) + "commit",
                             "patrol stdin <" + file));
      });
}

int run_hook_pre_push(const Arguments& arguments) {
  absl::StatusOr<std::string> lines = read_standard_input();
  if (!lines.ok()) return fail(lines.status());
  const std::string remote =
      arguments.paths.empty() ? "" : arguments.paths.front();
  return push_from_here(arguments, parse_pre_push(*lines), remote);
}

int run_hook_pre_receive(const Arguments& arguments) {
  const bool deny = arguments.hook.on_timeout == "deny";
  const Deadline deadline(
      *parse_duration(arguments.hook.max_time), deny ? kIncomplete : kClean,
      std::string(is_gitlab() ? "GL-HOOK-ERR: " : "") +
          "patrol: the push was not scanned within " + arguments.hook.max_time +
          (deny ? ", so it is refused; push in smaller parts\n"
                : ", and is let in unscanned\n"));
  absl::StatusOr<std::string> lines = read_standard_input();
  if (!lines.ok()) return fail(lines.status());
  absl::StatusOr<scan::Push> push = parse_pre_receive(*lines);
  if (!push.ok()) return fail(push.status());
  if (push->refs.empty()) return kClean;
  int code = kClean;
  if (is_bypassed(arguments, "pre-receive", server_bypass(), names_of(*push),
                  code) ||
      code != kClean) {
    return code;
  }
  push->known_refs = "refs/";
  return scan_push(arguments, *push, "", server_words(!arguments.hook.no_skip));
}

}  // namespace patrol::cli
