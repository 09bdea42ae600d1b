// SPDX-License-Identifier: Apache-2.0
#include "source/fd_stream.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace patrol::source {

std::size_t FdStream::read_some(std::span<char> room) {
  if (!head_.empty()) {
    const std::size_t size = head_.copy(room.data(), room.size());
    head_.remove_prefix(size);
    return size;
  }
  ssize_t got = -1;
  while (!stop_ && (got = ::read(fd_, room.data(), room.size())) < 0 &&
         errno == EINTR) {
  }
  if (got < 0 && !stop_) error_ = std::strerror(errno);
  return got < 0 ? 0 : static_cast<std::size_t>(got);
}

std::size_t FdStream::read(std::span<char> room) {
  std::size_t size = 0;
  while (size < room.size() && error_.empty() && !cut_) {
    std::size_t got = read_some(room.subspan(size));
    if (got == 0) break;
    cut_ = got > left_;
    if (cut_) got = static_cast<std::size_t>(left_);
    left_ -= got;
    size += got;
  }
  return size;
}

}  // namespace patrol::source
