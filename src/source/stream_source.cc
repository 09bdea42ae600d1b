// SPDX-License-Identifier: Apache-2.0
#include "source/stream_source.h"

namespace patrol::source {

// Fills content_ up to a piece. True: that is all.
bool StreamSource::read_piece(FdStream& from) {
  constexpr std::size_t kRead = std::size_t{1} << 20;
  for (std::size_t size = 0; size <= piece_;) {
    content_.resize(size + kRead);
    const std::size_t got = from.read({content_.data() + size, kRead});
    size += got;
    content_.resize(size);
    if (got < kRead) return true;
  }
  return false;
}

absl::Status StreamSource::read(const Visit& visit, Coverage& coverage,
                                const std::atomic<bool>& stop) {
  if (claimed_.exchange(true) || stop) return absl::OkStatus();
  FdStream fd(fd_, "", max_size_, stop);
  held_ = fd_ < 0 || read_piece(fd);
  FdStream all(fd_, content_, max_size_, stop);
  Object object{.type = ObjectType::stream};
  if (held_) {
    object.content = content_;
  } else {
    object.stream = &all;
  }
  visit(object);
  const FdStream& last = held_ ? fd : all;
  if (!last.error().empty()) {
    coverage.add_gap(GapReason::unreadable, "standard input", last.error());
  }
  if (last.is_cut()) {
    coverage.add_gap(GapReason::too_large, "standard input",
                     "what comes after --max-size was not read");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> StreamSource::content(const Location&) {
  if (!held_) return absl::ResourceExhaustedError("too large to be held");
  return content_;
}

}  // namespace patrol::source
