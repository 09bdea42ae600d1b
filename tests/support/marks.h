// SPDX-License-Identifier: Apache-2.0
//
// Test data holds genuine-looking tokens. The mark U+00B7 stands inside each
// of them, so that no scanner, ours included, takes the file for a leak.
#pragma once

#include <string>
#include <string_view>

namespace patrol::test {

// `text` without its marks.
inline std::string unmark(std::string_view text) {
  constexpr std::string_view kMark = "\xC2\xB7";
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t at = text.find(kMark);
    out += text.substr(0, at);
    if (at == std::string_view::npos) break;
    text.remove_prefix(at + kMark.size());
  }
  return out;
}

}  // namespace patrol::test
