// SPDX-License-Identifier: Apache-2.0
#include "cli/hook_install.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

#include "cli/exit_code.h"
#include "cli/message.h"

namespace patrol::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = "# Written by 'patrol hook install'";
constexpr std::string_view kKept = ".before-patrol";  // behind a hook's name

// All that git runs on a client. Where patrol's folder stands in for the
// repositories' own, each of these must be led on to them.
constexpr std::array<const char*, 16> kClientHooks = {
    "applypatch-msg", "pre-applypatch",     "post-applypatch", "pre-commit",
    "commit-msg",     "pre-merge-commit",   "post-commit",     "pre-push",
    "pre-rebase",     "prepare-commit-msg", "post-checkout",   "post-merge",
    "post-rewrite",   "pre-auto-gc",        "sendemail-validate",
    "post-index-change"};

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

struct Answer {
  int code = -1;
  std::string text;  // without the last line feed
};

// Runs git. What users type comes quoted into `arguments`.
Answer git(const std::string& arguments) {
  Answer answer;
  const std::string command = "git " + arguments + " 2>/dev/null";
  FILE* out = popen(command.c_str(), "r");
  if (!out) return answer;
  char piece[4096];
  for (std::size_t size; (size = fread(piece, 1, sizeof piece, out)) > 0;) {
    answer.text.append(piece, size);
  }
  const int status = pclose(out);
  answer.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  while (answer.text.ends_with('\n')) answer.text.pop_back();
  return answer;
}

// "git version 2.39.5" is at least 2.54?
bool knows_configured_hooks() {
  int major = 0, minor = 0;
  const std::string text = git("--version").text;
  return sscanf(text.c_str(), "git version %d.%d", &major, &minor) == 2 &&
         (major > 2 || (major == 2 && minor >= 54));
}

std::string this_program() {
  std::error_code error;
  const fs::path path = fs::read_symlink("/proc/self/exe", error);
  return error ? "patrol" : path.string();
}

bool is_ours(const fs::path& file) {
  std::ifstream in(file);
  std::string first, second;
  std::getline(in, first);
  std::getline(in, second);
  return second.starts_with(kMark);
}

// Git tells these hooks on standard input, and both must hear it.
bool reads_input(const std::string& hook) {
  return hook == "pre-push" || hook == "pre-receive";
}

// Runs `first`, if it is there, then patrol.
std::string script(const std::string& hook, const std::string& first,
                   bool runs_patrol) {
  std::string text = "#!/bin/sh\n" + std::string(kMark) +
                     "; 'patrol hook uninstall' takes it out.\nfirst=" + first +
                     "\n";
  const std::string run =
      quoted(this_program()) + " hook " + hook + " \"$@\"\n";
  if (!runs_patrol) {
    return text + "if [ -x \"$first\" ]; then exec \"$first\" \"$@\"; fi\n";
  }
  if (!reads_input(hook)) {
    return text + "if [ -x \"$first\" ]; then \"$first\" \"$@\" || exit; fi\nexec " +
           run;
  }
  return text +
         "input=$(cat)\n"
         "feed() { if [ -n \"$input\" ]; then printf '%s\\n' \"$input\"; fi; }\n"
         "if [ -x \"$first\" ]; then feed | \"$first\" \"$@\" || exit; fi\n"
         "feed | " + run;
}

absl::Status write_script(const fs::path& file, const std::string& text) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text;
  if (!out.flush()) {
    return absl::PermissionDeniedError(file.string() + ": cannot be written");
  }
  fs::permissions(file, fs::perms(0755), error);
  return absl::OkStatus();
}

// A hook that is there already is kept under another name, as it is.
absl::Status add_hook_file(const fs::path& folder, const std::string& hook) {
  const fs::path file = folder / hook;
  const fs::path kept = folder / (hook + std::string(kKept));
  std::error_code error;
  const bool is_there = fs::exists(fs::symlink_status(file, error));
  if (is_there && !is_ours(file)) {
    if (fs::exists(fs::symlink_status(kept, error))) {
      return absl::AlreadyExistsError(kept.string() +
                                      ": is in the way; move it and try again");
    }
    fs::rename(file, kept, error);
    if (error) {
      return absl::PermissionDeniedError(file.string() + ": " + error.message());
    }
  }
  absl::Status ok = write_script(
      file, script(hook, "$0" + std::string(kKept), true));
  if (ok.ok()) std::cout << "installed " << file.string() << '\n';
  return ok;
}

bool remove_hook_file(const fs::path& folder, const std::string& hook) {
  const fs::path file = folder / hook;
  if (!is_ours(file)) return false;
  std::error_code error;
  fs::remove(file, error);
  const fs::path kept = folder / (hook + std::string(kKept));
  if (fs::exists(fs::symlink_status(kept, error))) fs::rename(kept, file, error);
  std::cout << "took out " << file.string() << '\n';
  return true;
}

std::string section_of(const std::string& hook) { return "hook.patrol-" + hook; }

const char* scope(bool global) { return global ? "--global " : "--local "; }

absl::Status add_to_config(const std::string& hook, bool global) {
  const std::string set = std::string("config ") + scope(global);
  const std::string name = section_of(hook);
  const std::string run = quoted(this_program()) + " hook " + hook;
  if (git(set + name + ".event " + hook).code != 0 ||
      git(set + name + ".command " + quoted(run)).code != 0) {
    return absl::PermissionDeniedError("git config: cannot be written");
  }
  std::cout << "installed " << name << " in git's configuration\n";
  return absl::OkStatus();
}

bool remove_from_config(const std::string& hook, bool global) {
  const bool removed = git(std::string("config ") + scope(global) +
                           "--remove-section " + section_of(hook))
                           .code == 0;
  if (removed) std::cout << "took out " << section_of(hook) << '\n';
  return removed;
}

// What manages the hooks of this repository, and what to tell it; "" = nobody.
std::string manager_advice(const std::vector<std::string>& hooks) {
  const std::string top = git("rev-parse --show-toplevel").text;
  const std::string path = git("config core.hooksPath").text;
  const std::string run = quoted(this_program());
  std::string advice;
  if (path.find(".husky") != std::string::npos) {
    advice = "husky looks after the hooks here. Add these lines:\n";
    for (const std::string& hook : hooks) {
      advice += "  to .husky/" + hook + ":  " + run + " hook " + hook +
                " \"$@\"\n";
    }
  }
  for (const char* name : {"lefthook.yml", ".lefthook.yml", "lefthook.yaml"}) {
    std::error_code error;
    if (top.empty() || !fs::exists(fs::path(top) / name, error)) continue;
    advice = "lefthook looks after the hooks here. Add to " + std::string(name) +
             ":\n";
    for (const std::string& hook : hooks) {
      advice += "  " + hook + ":\n    jobs:\n      - run: " + run + " hook " +
                hook + (hook == "pre-push" ? " {1} {2}\n        use_stdin: true" : hook == "commit-msg" ? " {1}" : "") + "\n";
    }
  }
  return advice;
}

// Of git: the folder where it looks for the hooks of this repository.
absl::StatusOr<fs::path> hooks_folder() {
  const Answer path = git("rev-parse --git-path hooks");
  if (path.code != 0) {
    return absl::NotFoundError(
        "no repository here; run it in one, or give --global");
  }
  std::error_code error;
  fs::path folder = fs::absolute(path.text, error);
  if (error) return absl::NotFoundError(path.text + ": " + error.message());
  return folder;
}

// Before git 2.54: one folder of hooks for all repositories, each of which leads
// on to the repository's own.
fs::path global_folder() {
  const char* base = std::getenv("XDG_CONFIG_HOME");
  const char* home = std::getenv("HOME");
  const fs::path config = base && *base == '/' ? fs::path(base)
                                               : fs::path(home ? home : "/") / ".config";
  return config / "git" / "patrol-hooks";
}

absl::Status add_global_folder(const std::vector<std::string>& hooks) {
  const fs::path folder = global_folder();
  const std::string set = git("config --global core.hooksPath").text;
  if (!set.empty() && set != folder.string()) {
    for (const std::string& hook : hooks) {
      if (absl::Status ok = add_hook_file(set, hook); !ok.ok()) return ok;
    }
    return absl::OkStatus();
  }
  for (const std::string hook : kClientHooks) {
    const bool ours = std::find(hooks.begin(), hooks.end(), hook) != hooks.end();
    absl::Status ok = write_script(
        folder / hook,
        script(hook, "$(git rev-parse --git-common-dir)/hooks/" + hook, ours));
    if (!ok.ok()) return ok;
  }
  if (git("config --global core.hooksPath " + quoted(folder.string())).code != 0) {
    return absl::PermissionDeniedError("git config --global: cannot be written");
  }
  std::cout << "installed " << folder.string() << " as git's core.hooksPath\n";
  return absl::OkStatus();
}

bool remove_global_folder(const std::vector<std::string>& hooks) {
  const fs::path folder = global_folder();
  const std::string set = git("config --global core.hooksPath").text;
  bool removed = false;
  if (set == folder.string()) {
    removed = git("config --global --unset core.hooksPath").code == 0;
    std::error_code error;
    fs::remove_all(folder, error);
    std::cout << "took out " << folder.string() << '\n';
  } else if (!set.empty()) {
    for (const std::string& hook : hooks) {
      removed = remove_hook_file(set, hook) || removed;
    }
  }
  return removed;
}

std::vector<std::string> hooks_of(const Arguments& arguments) {
  if (!arguments.hook.hooks.empty()) return arguments.hook.hooks;
  return {"pre-commit", "pre-push"};
}

absl::Status install(const std::vector<std::string>& hooks, bool global) {
  if (knows_configured_hooks()) {
    for (const std::string& hook : hooks) {
      if (absl::Status ok = add_to_config(hook, global); !ok.ok()) return ok;
    }
    return absl::OkStatus();
  }
  if (global) return add_global_folder(hooks);
  absl::StatusOr<fs::path> folder = hooks_folder();
  if (!folder.ok()) return folder.status();
  if (std::string advice = manager_advice(hooks); !advice.empty()) {
    return absl::InvalidArgumentError(advice);
  }
  for (const std::string& hook : hooks) {
    if (absl::Status ok = add_hook_file(*folder, hook); !ok.ok()) return ok;
  }
  return absl::OkStatus();
}

}  // namespace

int run_hook_install(const Arguments& arguments) {
  const absl::Status ok = install(hooks_of(arguments), arguments.hook.global);
  return ok.ok() ? static_cast<int>(kClean) : fail(ok);
}

int run_hook_uninstall(const Arguments& arguments) {
  std::vector<std::string> hooks = arguments.hook.hooks;
  if (hooks.empty()) hooks = {"pre-commit", "commit-msg", "pre-push", "pre-receive"};
  const bool global = arguments.hook.global;
  absl::StatusOr<fs::path> folder = fs::path();
  if (!global) folder = hooks_folder();
  if (!folder.ok()) return fail(folder.status());
  bool removed = global && remove_global_folder(hooks);
  for (const std::string& hook : hooks) {
    removed = remove_from_config(hook, global) || removed;
    if (!global) removed = remove_hook_file(*folder, hook) || removed;
  }
  if (!removed) std::cout << "nothing was installed\n";
  return kClean;
}

}  // namespace patrol::cli
