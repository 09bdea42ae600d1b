// SPDX-License-Identifier: Apache-2.0
#include "base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "base/unique_fd.h"

namespace patrol::base {
namespace {

absl::Status system_error(const std::string& path) {
  const std::string message = path + ": " + std::strerror(errno);
  return errno == ENOENT ? absl::NotFoundError(message)
                         : absl::PermissionDeniedError(message);
}

void* address(std::string_view bytes) {
  return const_cast<char*>(bytes.data());
}

}  // namespace

absl::StatusOr<MappedFile> MappedFile::open(const std::string& path) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat info {};
  if (!fd || fstat(fd.get(), &info) != 0) return system_error(path);
  if (!S_ISREG(info.st_mode)) {
    return absl::NotFoundError(path + ": not a file");
  }
  MappedFile file;
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size == 0) return file;
  void* start = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (start == MAP_FAILED) return system_error(path);
  file.bytes_ = {static_cast<const char*>(start), size};
  return file;
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) munmap(address(bytes_), bytes_.size());
}

void MappedFile::release_pages() const {
  if (!bytes_.empty()) madvise(address(bytes_), bytes_.size(), MADV_DONTNEED);
}

}  // namespace patrol::base
