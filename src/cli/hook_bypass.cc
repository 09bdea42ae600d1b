// SPDX-License-Identifier: Apache-2.0
#include "cli/hook_bypass.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include <nlohmann/json.hpp>

#include "base/unique_fd.h"
#include "cli/hide_tokens.h"
#include "cli/message.h"
#include "report/words.h"

namespace patrol::cli {
namespace {

constexpr std::string_view kOption = "patrol.skip";
constexpr std::size_t kLongestReason = 500;
constexpr unsigned long kMostOptions = 1000;

std::string variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value ? value : "";
}

// Who pushes, in the words of the server, or who runs this process.
std::string user() {
  for (const char* name : {"GL_USERNAME", "GITHUB_USER_LOGIN", "GITEA_PUSHER_NAME",
                           "REMOTE_USER"}) {
    if (std::string value = variable(name); !value.empty()) return value;
  }
  const passwd* entry = getpwuid(getuid());
  return entry ? entry->pw_name : std::to_string(getuid());
}

absl::StatusOr<std::string> checked(std::string_view reason,
                                    const std::string& how) {
  while (!reason.empty() && reason.front() == ' ') reason.remove_prefix(1);
  if (reason.empty()) {
    return absl::InvalidArgumentError(
        "a reason is needed to go past the hook: " + how);
  }
  return std::string(reason.substr(0, kLongestReason));
}

absl::Status append_line(const std::string& file, const std::string& line) {
  const base::UniqueFd fd(open(file.c_str(),
                               O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC |
                                   O_NOFOLLOW | O_NONBLOCK,
                               0600));
  struct stat info {};
  const auto error = [&](const std::string& why) {
    return absl::PermissionDeniedError(
        file + ": " + why + ", so the bypass would leave no trace; "
        "--audit-file names another file");
  };
  if (fd.get() < 0) return error(std::strerror(errno));
  if (fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
    return error("is no plain file");
  }
  const ssize_t written = write(fd.get(), line.data(), line.size());
  if (written != static_cast<ssize_t>(line.size())) {
    return error("cannot be written");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> client_bypass() {
  const char* reason = std::getenv("PATROL_SKIP");
  if (!reason) return "";
  return checked(reason, "PATROL_SKIP=\"why it is none\"");
}

absl::StatusOr<std::string> server_bypass() {
  const unsigned long count = std::min(
      kMostOptions,
      std::strtoul(variable("GIT_PUSH_OPTION_COUNT").c_str(), nullptr, 10));
  for (unsigned long i = 0; i < count; ++i) {
    const std::string option =
        variable("GIT_PUSH_OPTION_" + std::to_string(i));
    std::string_view rest = option;
    if (!rest.starts_with(kOption)) continue;
    rest.remove_prefix(kOption.size());
    if (!rest.empty() && rest.front() != '=') continue;  // another option
    if (!rest.empty()) rest.remove_prefix(1);
    return checked(rest, "git push -o patrol.skip=\"why it is none\"");
  }
  return "";
}

absl::Status trace_bypass(const HookArguments& arguments, const HookRun& run,
                          const std::string& reason) {
  std::vector<std::string> refs;
  for (const std::string& ref : run.refs) refs.push_back(hide_tokens(ref));
  const nlohmann::json trace = {
      {"time", report::iso_time(std::time(nullptr))},
      {"hook", run.hook},
      {"reason", hide_tokens(reason)},
      {"user", user()},
      {"repository", run.git_dir},
      {"refs", refs}};
  const std::string file = arguments.audit_file.empty()
                               ? run.git_dir + "patrol-audit.ndjson"
                               : arguments.audit_file;
  // One write, so lines of hooks that run side by side do not mix.
  absl::Status ok = append_line(
      file, trace.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) +
                "\n");
  if (!ok.ok()) return ok;
  complain("NOT SCANNED: " + run.hook + " was told to skip (" + reason +
           "); noted in " + file);
  return absl::OkStatus();
}

}  // namespace patrol::cli
