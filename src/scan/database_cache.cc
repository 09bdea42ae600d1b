// SPDX-License-Identifier: Apache-2.0
#include "scan/database_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/digest.h"
#include "base/hex.h"
#include "base/unique_fd.h"
#include "model/report.h"

namespace patrol::scan {
namespace {

std::filesystem::path cache_folder() {
  if (const char* base = std::getenv("XDG_CACHE_HOME"); base && *base == '/') {
    return std::filesystem::path(base) / "patrol";
  }
  if (const char* home = std::getenv("HOME"); home && *home) {
    return std::filesystem::path(home) / ".cache" / "patrol";
  }
  return {};
}

std::filesystem::path cache_file(const RuleSet& rules) {
  std::string all(kVersion);
  for (const Rule& rule : rules.rules) {
    all += '\n' + rule.id + '\n' + rule.anchor + '\n' + rule.pattern;
    if (rule.before_value) all += '=';
    if (rule.prefixed_run) all += '_';
  }
  const std::filesystem::path folder = cache_folder();
  if (folder.empty()) return {};
  return folder / (base::encode_hex(base::sha256(all)).substr(0, 32) + ".hsdb");
}

// Ours, a plain file, and nobody else can have written it. Asked of the open
// file: a path may name another one a moment later.
bool is_trustworthy(int fd) {
  struct stat info {};
  return fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
         info.st_uid == geteuid() && (info.st_mode & 0077) == 0;
}

std::string read_all(int fd) {
  std::string bytes;
  std::array<char, 1 << 16> piece;
  for (ssize_t got; (got = ::read(fd, piece.data(), piece.size())) > 0;) {
    bytes.append(piece.data(), static_cast<std::size_t>(got));
  }
  return bytes;
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

}  // namespace

absl::StatusOr<match::Database> load_cached_database(const RuleSet& rules) {
  const std::filesystem::path file = cache_file(rules);
  const base::UniqueFd fd(
      ::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!fd || !is_trustworthy(fd.get())) {
    return absl::NotFoundError("no cached database");
  }
  return match::Database::deserialise(read_all(fd.get()), rules);
}

void store_cached_database(const match::Database& database,
                           const RuleSet& rules) {
  const std::filesystem::path file = cache_file(rules);
  if (file.empty()) return;
  std::error_code ignored;
  std::filesystem::create_directories(file.parent_path(), ignored);
  const std::string temporary =
      file.string() + "." + std::to_string(getpid()) + ".tmp";
  const base::UniqueFd fd(::open(temporary.c_str(),
                                 O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                                 0600));
  if (!fd) return;
  if (!write_all(fd.get(), database.serialise(rules)) ||
      std::rename(temporary.c_str(), file.c_str()) != 0) {
    ::unlink(temporary.c_str());
  }
}

}  // namespace patrol::scan
