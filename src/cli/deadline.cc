// SPDX-License-Identifier: Apache-2.0
#include "cli/deadline.h"

#include <unistd.h>

#include <charconv>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <utility>

namespace patrol::cli {
namespace {

constexpr std::int64_t kLongest = 24 * 60 * 60 * 1000;  // a day

std::int64_t unit_ms(std::string_view unit) {
  if (unit == "ms") return 1;
  if (unit == "s" || unit.empty()) return 1000;
  if (unit == "m") return 60 * 1000;
  return 0;
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0 || number > kLongest) {
    return std::nullopt;
  }
  const auto digits = static_cast<std::size_t>(end - text.data());
  const std::int64_t unit = unit_ms(text.substr(digits));
  if (unit == 0 || number * unit > kLongest) return std::nullopt;
  return std::chrono::milliseconds(number * unit);
}

Deadline::Deadline(std::chrono::milliseconds limit, int code,
                   std::string message) {
  if (limit.count() == 0) return;
  thread_ = std::jthread([limit, code, message = std::move(message)](
                             const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any ended;
    std::unique_lock lock(mutex);
    ended.wait_for(lock, stop, limit, [] { return false; });
    if (stop.stop_requested()) return;
    if (write(STDERR_FILENO, message.data(), message.size()) < 0) {
      // There is nobody to tell.
    }
    std::_Exit(code);
  });
}

}  // namespace patrol::cli
