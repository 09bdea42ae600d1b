// SPDX-License-Identifier: Apache-2.0
//
// A limit on the time of the whole process, for hooks that others kill when
// they take too long.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace patrol::cli {

// "500ms", "5s", "2m", "0" (no limit); a bare number is seconds.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

// While it lives, the process ends with `code` after `limit`, having written
// `message` to standard error. A limit of 0 is none.
class Deadline {
 public:
  Deadline(std::chrono::milliseconds limit, int code, std::string message);

 private:
  std::jthread thread_;
};

}  // namespace patrol::cli
