// SPDX-License-Identifier: Apache-2.0
#include "source/directory_source.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "base/glob.h"
#include "base/unique_fd.h"
#include "source/fd_stream.h"

namespace patrol::source {
namespace {

constexpr std::size_t kPage = 4096;

std::string system_error() { return std::strerror(errno); }

// "./src/a.c" is told as "src/a.c".
std::string_view tidy(std::string_view path) {
  while (path.starts_with("./")) {
    path.remove_prefix(2);
    while (path.starts_with('/')) path.remove_prefix(1);
  }
  return path;
}

// Grows to the largest file read, without clearing what is overwritten.
class Buffer {
 public:
  // Room for `size` bytes; the first `kept` stay.
  char* reserve(std::size_t size, std::size_t kept) {
    if (size > capacity_) {
      capacity_ = std::max(size, capacity_ * 2);
      auto bytes = std::make_unique_for_overwrite<char[]>(capacity_);
      std::copy_n(bytes_.get(), kept, bytes.get());
      bytes_ = std::move(bytes);
    }
    return bytes_.get();
  }
  const char* data() const { return bytes_.get(); }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_ = 0;
};

enum class Outcome { read, large, unreadable, too_large, special };

// A file that is being read: all of its bytes, or of a large one the first.
struct OpenFile {
  base::UniqueFd fd;
  Buffer buffer;
  std::size_t size = 0;

  std::string_view bytes() const { return {buffer.data(), size}; }
};

struct SizeLimits {
  std::uint64_t max_size;
  std::uint64_t piece;  // no more is held
};

// A file that grows meanwhile is read up to the size that it had.
Outcome read_file(const char* path, bool follow, const SizeLimits& limits,
                  OpenFile& file) {
  const int flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC;
  file.fd = base::UniqueFd(::open(path, follow ? flags : flags | O_NOFOLLOW));
  file.size = 0;
  struct stat info {};
  if (!file.fd || fstat(file.fd.get(), &info) != 0) return Outcome::unreadable;
  if (!S_ISREG(info.st_mode)) return Outcome::special;
  const auto told = static_cast<std::uint64_t>(info.st_size);
  if (told > limits.max_size) return Outcome::too_large;
  if (told > limits.piece) return Outcome::large;
  // Files of /proc say 0 and have content: they are read to their end.
  std::size_t wanted = told > 0 ? told : kPage;
  char* bytes = file.buffer.reserve(wanted, 0);
  while (file.size < wanted) {
    const ssize_t got =
        ::read(file.fd.get(), bytes + file.size, wanted - file.size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Outcome::unreadable;
    if (got == 0) break;
    file.size += static_cast<std::size_t>(got);
    if (file.size > limits.max_size) return Outcome::too_large;
    if (file.size > limits.piece) return Outcome::large;
    if (told == 0 && file.size == wanted) {
      bytes = file.buffer.reserve(wanted *= 2, file.size);
    }
  }
  return Outcome::read;
}

constexpr const char* kNoFile = "no regular file; pipe it to 'patrol stdin'";

// Counts why a file was not read. Who names a file wants it read.
void count_unread(Outcome outcome, std::string_view path, bool named,
                  Coverage& coverage) {
  const std::string told(path);
  switch (outcome) {
    case Outcome::read:
    case Outcome::large:
      break;
    case Outcome::unreadable:
      coverage.add_gap(GapReason::unreadable, told, system_error());
      break;
    case Outcome::too_large:
      coverage.add_gap(GapReason::too_large, told, kTooLarge);
      break;
    case Outcome::special:
      coverage.add_gap(
          named ? GapReason::unreadable : GapReason::special_file, told,
          named ? kNoFile : "");
      break;
  }
}

// A file that is not held: what was read of it comes first.
void visit_large(const OpenFile& file, std::string_view path,
                 std::uint64_t max_size, const ObjectSource::Visit& visit,
                 Coverage& coverage, const std::atomic<bool>& stop) {
  FdStream stream(file.fd.get(), file.bytes(), max_size, stop);
  Object object{.type = ObjectType::file, .path = path};
  object.stream = &stream;
  visit(object);
  if (!stream.error().empty()) {
    coverage.add_gap(GapReason::unreadable, std::string(path), stream.error());
  } else if (stream.is_cut()) {
    coverage.add_gap(GapReason::too_large, std::string(path),
                     "what comes after --max-size was not read");
  }
}

// A folder, by whatever name.
using FolderId = std::pair<dev_t, ino_t>;

std::string_view below(std::string_view folder, std::string_view path) {
  folder = tidy(folder);
  while (folder.ends_with('/')) folder.remove_suffix(1);
  const bool inside = path.starts_with(folder) && path.size() > folder.size() &&
                      path[folder.size()] == '/';
  if (!inside) return path;
  path.remove_prefix(folder.size());
  while (path.starts_with('/')) path.remove_prefix(1);
  return path;
}

}  // namespace

// Lists regular files, folder by folder. Nothing is opened but folders, and
// those without following links, so that a loop cannot form.
class DirectorySource::Lister {
 public:
  Lister(Listing& listing, const std::vector<std::string>& exclude,
         Coverage& coverage)
      : listing_(listing), exclude_(exclude), coverage_(coverage) {}

  // Paths that the user named: a link to something is meant, so follow it.
  // Files come first, so that their folders need not list them again.
  absl::Status list_named(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      struct stat info {};
      if (stat(path.c_str(), &info) != 0) {
        return absl::NotFoundError(path + ": " + system_error());
      }
      if (S_ISDIR(info.st_mode)) {
        listing_.folders.push_back(path);
      } else {
        add_named_file(path, info.st_mode);
      }
    }
    for (const std::string& folder : listing_.folders) {
      pending_.push_back(folder);
      while (!pending_.empty()) {
        std::string next = std::move(pending_.back());
        pending_.pop_back();
        list_folder(next, next == folder);
      }
    }
    return absl::OkStatus();
  }

 private:
  struct CloseFolder {
    void operator()(DIR* folder) const { closedir(folder); }
  };

  void add_named_file(const std::string& path, mode_t mode) {
    const std::size_t slash = path.rfind('/');
    const std::string folder =
        slash == path.npos ? "." : path.substr(0, slash + 1);
    struct stat info {};
    stat(folder.c_str(), &info);
    const FolderId in{info.st_dev, info.st_ino};
    if (!named_.emplace(in, path.substr(slash + 1)).second) return;
    listing_.named.emplace(tidy(path));
    if (S_ISREG(mode) || is_excluded(path)) return add(path, mode);
    leave_out(GapReason::unreadable, path, kNoFile);
  }

  void list_folder(const std::string& path, bool named) {
    const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
    const int fd = ::open(path.c_str(), named ? flags : flags | O_NOFOLLOW);
    std::unique_ptr<DIR, CloseFolder> folder(fd < 0 ? nullptr : fdopendir(fd));
    if (!folder) {
      leave_out(GapReason::unreadable, path, system_error());
      return;
    }
    struct stat info {};
    fstat(fd, &info);
    const FolderId id{info.st_dev, info.st_ino};
    if (!listed_.insert(id).second) return;
    const std::string prefix = path.ends_with('/') ? path : path + "/";
    while (const dirent* entry = next(folder.get())) {
      const std::string_view name = entry->d_name;
      if (name == "." || name == ".." || name == ".git") continue;
      if (named_.contains({id, std::string(name)})) continue;
      add(prefix + std::string(name), mode_of(*entry, dirfd(folder.get())));
    }
    if (errno != 0) leave_out(GapReason::unreadable, path, system_error());
  }

  // The null pointer at the end and, with errno set, for an error.
  static const dirent* next(DIR* folder) {
    errno = 0;
    return readdir(folder);
  }

  static mode_t mode_of(const dirent& entry, int folder) {
    if (entry.d_type != DT_UNKNOWN) return DTTOIF(entry.d_type);
    struct stat info {};
    fstatat(folder, entry.d_name, &info, AT_SYMLINK_NOFOLLOW);
    return info.st_mode;
  }

  bool is_excluded(std::string_view path) const {
    path = tidy(path);
    return std::any_of(exclude_.begin(), exclude_.end(),
                       [&](const std::string& glob) {
                         return base::glob_match(glob, path) ||
                                base::glob_match(glob, below_named(path));
                       });
  }

  std::string_view below_named(std::string_view path) const {
    return DirectorySource::below_named(listing_.folders, path);
  }

  void leave_out(GapReason reason, const std::string& path,
                 std::string detail = "") {
    coverage_.add_gap(reason, std::string(tidy(path)), std::move(detail));
    listing_.others.push_back(path);
  }

  void add(std::string path, mode_t mode) {
    if (is_excluded(path)) {
      leave_out(GapReason::excluded, path);
    } else if (S_ISREG(mode)) {
      listing_.files.push_back(std::move(path));
    } else if (S_ISDIR(mode)) {
      pending_.push_back(std::move(path));
    } else {
      leave_out(S_ISLNK(mode) ? GapReason::symlink : GapReason::special_file,
                path);
    }
  }

  Listing& listing_;
  const std::vector<std::string>& exclude_;
  Coverage& coverage_;
  std::vector<std::string> pending_;
  std::set<FolderId> listed_;
  std::set<std::pair<FolderId, std::string>> named_;  // files, by folder
};

absl::StatusOr<std::unique_ptr<DirectorySource>> DirectorySource::create(
    const std::vector<std::string>& paths, std::uint64_t max_size,
    const std::vector<std::string>& exclude, Coverage& coverage,
    const MemoryPlan& memory) {
  Listing listing;
  Lister lister(listing, exclude, coverage);
  if (absl::Status ok = lister.list_named(paths); !ok.ok()) return ok;
  return std::unique_ptr<DirectorySource>(
      new DirectorySource(std::move(listing), max_size, memory.piece));
}

std::string_view DirectorySource::below_named(
    const std::vector<std::string>& folders, std::string_view path) {
  for (const std::string& folder : folders) {
    const std::string_view rest = below(folder, path);
    if (rest != path) return rest;
  }
  return path;
}

absl::Status DirectorySource::read(const Visit& visit, Coverage& coverage,
                                   const std::atomic<bool>& stop) {
  OpenFile file;
  const auto& [files, others, named, folders] = listing_;
  for (std::size_t i; (i = next_.fetch_add(1)) < object_count();) {
    if (stop.load(std::memory_order_relaxed)) break;
    const bool is_file = i < files.size();
    const std::string& path = is_file ? files[i] : others[i - files.size()];
    const std::string_view told = tidy(path);
    const bool is_named = named.contains(std::string(told));
    const Outcome outcome =
        is_file ? read_file(path.c_str(), is_named, {max_size_, piece_}, file)
                : Outcome::special;
    if (outcome == Outcome::read) {
      visit({{}, ObjectType::file, told, file.bytes()});
    } else if (outcome == Outcome::large) {
      visit_large(file, told, max_size_, visit, coverage, stop);
    } else {
      if (is_file) count_unread(outcome, told, is_named, coverage);
      visit({{}, ObjectType::file, told, "", true});
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> DirectorySource::content(
    const Location& location) {
  OpenFile file;
  if (read_file(location.path.c_str(), listing_.named.contains(location.path),
                {max_size_, piece_}, file) != Outcome::read) {
    return absl::NotFoundError(location.path + ": " + system_error());
  }
  return std::string(file.bytes());
}

}  // namespace patrol::source
