// SPDX-License-Identifier: Apache-2.0
//
// One stream, such as standard input, read whole and searched once.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "model/memory_plan.h"
#include "source/fd_stream.h"
#include "source/object_source.h"

namespace patrol::source {

class StreamSource : public ObjectSource {
 public:
  // Reads `fd` to its end. What comes after `max_size` bytes is left unread
  // and counted; what is larger than a piece of `memory` is not held.
  StreamSource(int fd, std::uint64_t max_size, const MemoryPlan& memory = {})
      : fd_(fd), max_size_(max_size), piece_(memory.piece) {}
  // A text that is at hand, read as if it came from a stream.
  explicit StreamSource(std::string content) : content_(std::move(content)) {}

  absl::Status read(const Visit& visit, Coverage& coverage,
                    const std::atomic<bool>& stop) override;
  std::uint64_t object_count() const override { return 1; }
  absl::StatusOr<std::string> content(const Location& location) override;


 private:
  bool read_piece(FdStream& from);

  int fd_ = -1;  // -1 = the content is at hand
  std::uint64_t max_size_ = 0, piece_ = UINT64_MAX;
  bool held_ = true;  // all of it is in content_
  std::string content_;
  std::atomic<bool> claimed_{false};
};

}  // namespace patrol::source
