// SPDX-License-Identifier: Apache-2.0
//
// The bytes of a file descriptor, for what is too large to be held.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/object.h"

namespace patrol::source {

class FdStream : public ByteStream {
 public:
  // `head` was read already, and comes first. Ends after `max_size` bytes, or
  // once `stop` is set, be it while it waits. All must outlive the stream.
  FdStream(int fd, std::string_view head, std::uint64_t max_size,
           const std::atomic<bool>& stop)
      : fd_(fd), head_(head), left_(max_size), stop_(stop) {}

  std::size_t read(std::span<char> room) override;

  // Why reading ended before the end; "" when it did not.
  const std::string& error() const { return error_; }
  // There is more than `max_size` bytes.
  bool is_cut() const { return cut_; }

 private:
  std::size_t read_some(std::span<char> room);

  int fd_;
  std::string_view head_;
  std::uint64_t left_;
  const std::atomic<bool>& stop_;
  std::string error_;
  bool cut_ = false;
};

}  // namespace patrol::source
