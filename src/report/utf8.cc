// SPDX-License-Identifier: Apache-2.0
#include "report/utf8.h"

#include "base/utf8.h"

namespace patrol::report {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;
constexpr std::string_view kReplacementBytes = "\xEF\xBF\xBD";

}  // namespace

CodePoint first_code_point(std::string_view text) {
  const base::Decoded next = base::decode_utf8(text);
  const bool valid =
      next.code != kReplacement || text.starts_with(kReplacementBytes);
  return {next.code, next.size, valid};
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (!point.valid) return false;
    text.remove_prefix(point.size);
  }
  return true;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) {
    text.remove_prefix(first_code_point(text).size);
  }
  return count;
}

std::string_view cut_utf8(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  return text.substr(0, end);
}

}  // namespace patrol::report
