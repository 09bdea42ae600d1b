// SPDX-License-Identifier: Apache-2.0
#include "git/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

#include "base/unique_fd.h"

namespace patrol::git {

namespace fs = std::filesystem;

namespace {

// Tells each entry of a folder.
template <typename Tell>
void for_each_entry(const fs::path& folder, const OnError& on_error,
                    const Tell& tell) {
  std::error_code error;
  fs::directory_iterator at(folder, error);
  for (; !error && at != fs::end(at); at.increment(error)) tell(*at);
  if (error && error != std::errc::no_such_file_or_directory) {
    on_error(folder.string(), error.message());
  }
}

}  // namespace

// A stream would cost more than the rest: there may be a reflog for each ref.
absl::StatusOr<std::string> read_file(const fs::path& file) {
  const base::UniqueFd fd(
      ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info {};
  if (!fd && (errno == ENOENT || errno == ENOTDIR)) {
    return absl::NotFoundError("no such file");
  }
  if (!fd || ::fstat(fd.get(), &info) != 0) {
    return absl::DataLossError(std::strerror(errno));
  }
  if (S_ISDIR(info.st_mode)) return absl::NotFoundError("a folder");
  if (!S_ISREG(info.st_mode)) return absl::DataLossError("not a regular file");
  std::string text;
  char bytes[4096];
  ssize_t got = 0;
  while ((got = ::read(fd.get(), bytes, sizeof bytes)) > 0) {
    text.append(bytes, static_cast<std::size_t>(got));
  }
  if (got < 0) return absl::DataLossError(std::strerror(errno));
  return text;
}

bool is_special(const fs::path& path) {
  std::error_code error;
  return fs::is_other(path, error);
}

std::vector<fs::path> entries_of(const fs::path& folder,
                                 const OnError& on_error) {
  std::vector<fs::path> entries;
  for_each_entry(folder, on_error,
                 [&](const auto& entry) { entries.push_back(entry.path()); });
  std::sort(entries.begin(), entries.end());
  return entries;
}

std::vector<fs::path> files_below(const fs::path& folder,
                                  const OnError& on_error) {
  std::vector<fs::path> files, pending{folder};
  std::set<fs::path> linked;  // where links lead to
  while (!pending.empty()) {
    const fs::path at = std::move(pending.back());
    pending.pop_back();
    for_each_entry(at, on_error, [&](const fs::directory_entry& entry) {
      std::error_code error;
      if (!entry.is_directory(error)) {
        files.push_back(entry.path());
      } else if (!entry.is_symlink(error) ||
                 linked.insert(fs::canonical(entry.path(), error)).second) {
        pending.push_back(entry.path());
      }
    });
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace patrol::git
