// SPDX-License-Identifier: Apache-2.0
#include "scan/line_hash.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <vector>

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

// The rolling hash, unit by unit. Each slot of the window remembers whether a
// line begins with the unit in it.
class LineHasher {
 public:
  explicit LineHasher(std::uint32_t last_line) : last_line_(last_line) {}

  bool done() const { return hashes_.size() >= last_line_; }

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

  // Those of the lines in order.
  std::vector<std::uint64_t> finish() {
    previous_cr_ = false;
    step(0xFFFF);
    for (std::size_t i = 0; i < kBlock; ++i) {
      if (begins_line_[slot_]) tell();
      roll(0);
    }
    return std::move(hashes_);
  }

 private:
  void step(std::uint16_t unit) {
    if (begins_line_[slot_]) tell();
    begins_line_[slot_] = line_start_;
    line_start_ = unit == '\n';
    roll(unit);
  }

  void tell() {
    begins_line_[slot_] = false;
    if (!done()) hashes_.push_back(hash_);
  }

  void roll(std::uint16_t unit) {
    hash_ = kFactor * hash_ + unit - kOldest * window_[slot_];
    window_[slot_] = unit;
    slot_ = slot_ + 1 == kBlock ? 0 : slot_ + 1;
  }

  static constexpr std::uint64_t kOldest = power(kFactor, kBlock);
  std::array<std::uint16_t, kBlock> window_{};
  std::array<bool, kBlock> begins_line_{};
  std::size_t slot_ = 0;
  std::uint64_t hash_ = 0;
  std::uint32_t last_line_;
  bool line_start_ = true, previous_cr_ = false;
  std::vector<std::uint64_t> hashes_;
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

std::string line_hash(std::string_view content, std::uint32_t line) {
  LineHasher hasher(line);
  base::each_utf16_unit(content, [&](std::uint16_t unit) {
    hasher.unit(unit);
    return !hasher.done();
  });
  const std::vector<std::uint64_t> hashes = hasher.finish();
  if (hashes.empty() || hashes.size() < line) return "";
  char text[40];
  std::snprintf(text, sizeof text, "%llx:%lld",
                static_cast<unsigned long long>(hashes.back()),
                static_cast<long long>(
                    std::count(hashes.begin(), hashes.end(), hashes.back())));
  return text;
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
  location.line_hash = line_hash(content, location.line);
}

}  // namespace patrol::scan
