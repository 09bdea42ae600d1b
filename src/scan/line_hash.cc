// SPDX-License-Identifier: Apache-2.0
#include "scan/line_hash.h"

#include <array>
#include <cstdint>
#include <cstdio>

#include "absl/container/flat_hash_map.h"
#include "base/line_map.h"
#include "base/utf16.h"
#include "base/utf8.h"

namespace patrol::scan {
namespace {

constexpr std::size_t kBlock = 100;
constexpr std::uint64_t kFactor = 37;

constexpr std::uint64_t power(std::uint64_t base, std::size_t exponent) {
  std::uint64_t result = 1;
  for (std::size_t i = 0; i < exponent; ++i) result *= base;
  return result;
}

// The rolling hash, unit by unit. Each slot of the window remembers which
// line, if any, begins with the unit in it.
class LineHasher {
 public:
  explicit LineHasher(std::uint32_t last_line) : last_line_(last_line) {}

  bool done() const { return hashes_.size() >= last_line_ && told_last_; }

  void unit(std::uint16_t unit) {
    if (unit == ' ' || unit == '\t') {
      previous_cr_ = false;
      return;
    }
    if (previous_cr_ && unit == '\n') {
      previous_cr_ = false;
      return;
    }
    previous_cr_ = unit == '\r';
    step(unit == '\r' ? std::uint16_t{'\n'} : unit);
  }

  std::vector<std::string> finish() {
    previous_cr_ = false;
    step(0xFFFF);
    for (std::size_t i = 0; i < kBlock; ++i) {
      if (lines_[slot_] != 0) tell();
      roll(0);
    }
    return std::move(hashes_);
  }

 private:
  void step(std::uint16_t unit) {
    if (lines_[slot_] != 0) tell();
    if (line_start_) {
      line_start_ = false;
      lines_[slot_] = ++line_;
    }
    if (unit == '\n') line_start_ = true;
    roll(unit);
  }

  void tell() {
    const std::uint32_t line = lines_[slot_];
    lines_[slot_] = 0;
    const std::uint32_t count = ++counts_[hash_];
    if (line > last_line_) return;
    char text[40];
    std::snprintf(text, sizeof text, "%llx:%u",
                  static_cast<unsigned long long>(hash_), count);
    if (hashes_.size() < line) hashes_.resize(line);
    hashes_[line - 1] = text;
    told_last_ = line == last_line_;
  }

  void roll(std::uint16_t unit) {
    hash_ = kFactor * hash_ + unit - kOldest * window_[slot_];
    window_[slot_] = unit;
    slot_ = (slot_ + 1) % kBlock;
  }

  static constexpr std::uint64_t kOldest = power(kFactor, kBlock);
  std::array<std::uint16_t, kBlock> window_{};
  std::array<std::uint32_t, kBlock> lines_{};
  std::size_t slot_ = 0;
  std::uint64_t hash_ = 0;
  std::uint32_t line_ = 0, last_line_;
  bool line_start_ = true, previous_cr_ = false, told_last_ = false;
  absl::flat_hash_map<std::uint64_t, std::uint32_t> counts_;
  std::vector<std::string> hashes_;
};

std::string_view line_of(std::string_view text, std::uint32_t line) {
  for (; line > 1; --line) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  return text.substr(0, text.find('\n'));
}

std::uint32_t utf16_column(std::string_view text, std::uint32_t line,
                           std::uint32_t column) {
  const std::string_view before = line_of(text, line).substr(0, column - 1);
  std::uint32_t units = 0;
  base::each_utf16_unit(before, [&](std::uint16_t) {
    ++units;
    return true;
  });
  return units + 1;
}

}  // namespace

std::vector<std::string> line_hashes(std::string_view content,
                                     std::uint32_t last_line) {
  LineHasher hasher(last_line);
  base::each_utf16_unit(content, [&](std::uint16_t unit) {
    hasher.unit(unit);
    return !hasher.done();
  });
  return hasher.finish();
}

void complete_for_sarif(std::string_view content, Location& location) {
  const std::optional<std::string> decoded = base::utf16_to_utf8(content);
  std::string_view text = decoded ? *decoded : content;
  if (text.starts_with(base::kByteOrderMark)) {
    text.remove_prefix(base::kByteOrderMark.size());
  }
  location.utf16_column = utf16_column(text, location.line, location.column);
  location.utf16_end_column =
      utf16_column(text, location.end_line, location.end_column);
  // Code scanning hashes the bytes as UTF-8, whatever they are.
  const auto hashes = line_hashes(content, location.line);
  if (hashes.size() >= location.line) {
    location.line_hash = hashes[location.line - 1];
  }
}

}  // namespace patrol::scan
