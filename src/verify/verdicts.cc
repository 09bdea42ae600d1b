// SPDX-License-Identifier: Apache-2.0
#include "verify/verdicts.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace patrol::verify {

std::string printable(std::string_view text) {
  constexpr std::size_t kLongest = 120;
  std::string out(text.substr(0, kLongest));
  for (char& c : out) {
    if (c < 0x20 || c > 0x7E) c = '?';
  }
  return out;
}

std::string utc_time(std::int64_t seconds) {
  constexpr std::int64_t kEndOf9999 = 253402300799;
  if (seconds < 0 || seconds > kEndOf9999) return "";
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  if (gmtime_r(&time, &parts) == nullptr) return "";
  std::array<char, 32> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), size};
}

void add_fact(Facts& facts, std::string_view name, std::string_view value) {
  if (!value.empty()) facts.push_back({std::string(name), printable(value)});
}

}  // namespace patrol::verify
