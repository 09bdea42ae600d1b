// SPDX-License-Identifier: Apache-2.0
#include "source/stream_source.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace patrol::source {

void StreamSource::read_all(Coverage& coverage,
                            const std::atomic<bool>& stop) {
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  for (std::size_t size = 0; !stop;) {
    content_.resize(size + kPiece);
    const ssize_t got = ::read(fd_, content_.data() + size, kPiece);
    if (got < 0 && errno == EINTR) continue;
    size += got > 0 ? static_cast<std::size_t>(got) : 0;
    content_.resize(size);
    if (got < 0) {
      coverage.add_gap(GapReason::unreadable, "standard input",
                       std::strerror(errno));
    }
    if (got <= 0) break;
    if (size > max_size_) {
      content_.resize(max_size_);
      coverage.add_gap(GapReason::too_large, "standard input",
                       "what comes after --max-size was not read");
      break;
    }
  }
}

absl::Status StreamSource::read(const Visit& visit, Coverage& coverage,
                                const std::atomic<bool>& stop) {
  if (claimed_.exchange(true)) return absl::OkStatus();
  if (fd_ >= 0) read_all(coverage, stop);
  visit({{}, ObjectType::stream, "", content_});
  return absl::OkStatus();
}

absl::StatusOr<std::string> StreamSource::content(const Location&) {
  return content_;
}

}  // namespace patrol::source
