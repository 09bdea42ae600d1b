// SPDX-License-Identifier: Apache-2.0
#include "cli/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <streambuf>
#include <string_view>

#include "base/unique_fd.h"

namespace patrol::cli {
namespace {

// A stream buffer that remembers what the system said when a write failed.
class FdBuffer : public std::streambuf {
 public:
  explicit FdBuffer(int fd) : fd_(fd) { setp(bytes_.begin(), bytes_.end()); }
  int error() const { return error_; }

 protected:
  int_type overflow(int_type c) override {
    if (sync() != 0) return traits_type::eof();
    if (!traits_type::eq_int_type(c, traits_type::eof())) {
      *pptr() = traits_type::to_char_type(c);
      pbump(1);
    }
    return traits_type::not_eof(c);
  }

  int sync() override {
    for (const char* at = pbase(); at < pptr() && error_ == 0;) {
      const ssize_t put = ::write(fd_, at, static_cast<std::size_t>(pptr() - at));
      if (put >= 0) {
        at += put;
      } else if (errno != EINTR) {
        error_ = errno;
      }
    }
    setp(bytes_.begin(), bytes_.end());
    return error_ == 0 ? 0 : -1;
  }

 private:
  int fd_;
  int error_ = 0;
  std::array<char, 1 << 16> bytes_;
};

absl::Status write_error(const std::string& file, int error) {
  const std::string message = (file.empty() ? "standard output" : file) +
                              ": cannot write the report: " +
                              std::strerror(error);
  if (error == EPIPE) return absl::UnavailableError(message);
  return absl::ResourceExhaustedError(message);
}

absl::Status write_fd(int fd, const std::string& file, const WriteTo& write) {
  FdBuffer buffer(fd);
  std::ostream out(&buffer);
  write(out);
  out.flush();
  return buffer.error() == 0 ? absl::OkStatus()
                             : write_error(file, buffer.error());
}

// The number behind "/dev/stdout", "/dev/fd/3" and the like: such names are
// links to whatever is open here, which is to be written on, not replaced.
// -1 = none of them.
int open_descriptor(std::string_view file) {
  if (file == "/dev/stdout") return STDOUT_FILENO;
  if (file == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!file.starts_with(folder)) continue;
    int number = -1;
    const auto [end, error] = std::from_chars(
        file.data() + folder.size(), file.data() + file.size(), number);
    if (error == std::errc() && end == file.data() + file.size()) return number;
  }
  return -1;
}

// The end of a chain of links, so that a link stays one.
std::string behind_links(std::string file) {
  namespace fs = std::filesystem;
  std::error_code error;
  for (int links = 0; links < 40 && fs::is_symlink(file, error); ++links) {
    file = fs::path(file).parent_path() / fs::read_symlink(file, error);
  }
  return file;
}

// What stands there already and is no plain file: written in place.
bool is_special(const std::string& file) {
  struct stat info {};
  return stat(file.c_str(), &info) == 0 && !S_ISREG(info.st_mode);
}

// A file that is replaced keeps its permissions.
void keep_mode(const std::string& file, int fresh) {
  struct stat info {};
  if (stat(file.c_str(), &info) == 0) (void)fchmod(fresh, info.st_mode & 0777);
}

absl::Status write_in_place(const std::string& file, const WriteTo& write) {
  const base::UniqueFd fd(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  if (!fd) return write_error(file, errno);
  return write_fd(fd.get(), file, write);
}

}  // namespace

absl::Status write_output(const std::string& name, const WriteTo& write) {
  if (name.empty()) return write_fd(STDOUT_FILENO, name, write);
  if (const int fd = open_descriptor(name); fd >= 0) {
    return write_fd(fd, name, write);
  }
  if (is_special(name)) return write_in_place(name, write);
  const std::string file = behind_links(name);
  const std::string temporary = file + "." + std::to_string(getpid()) + ".tmp";
  const base::UniqueFd fd(::open(
      temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!fd) return write_error(name, errno);
  keep_mode(file, fd.get());
  absl::Status status = write_fd(fd.get(), name, write);
  if (status.ok() && std::rename(temporary.c_str(), file.c_str()) != 0) {
    status = write_error(name, errno);
  }
  if (!status.ok()) ::unlink(temporary.c_str());
  return status;
}

}  // namespace patrol::cli
