// SPDX-License-Identifier: Apache-2.0
//
// One stream, such as standard input, read whole and searched once.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "source/object_source.h"

namespace patrol::source {

class StreamSource : public ObjectSource {
 public:
  // Reads `fd` to its end. What comes after `max_size` bytes is left unread
  // and counted.
  StreamSource(int fd, std::uint64_t max_size) : fd_(fd), max_size_(max_size) {}
  // A text that is at hand, read as if it came from a stream.
  explicit StreamSource(std::string content) : content_(std::move(content)) {}

  absl::Status read(const Visit& visit, Coverage& coverage,
                    const std::atomic<bool>& stop) override;
  std::uint64_t object_count() const override { return 1; }
  absl::StatusOr<std::string> content(const Location& location) override;


 private:
  void read_all(Coverage& coverage, const std::atomic<bool>& stop);

  int fd_ = -1;  // -1 = the content is at hand
  std::uint64_t max_size_ = 0;
  std::string content_;
  std::atomic<bool> claimed_{false};
};

}  // namespace patrol::source
