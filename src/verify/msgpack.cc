// SPDX-License-Identifier: Apache-2.0
#include "verify/msgpack.h"

#include <cstdint>

#include "base/byte_order.h"

namespace patrol::verify {
namespace {

constexpr int kDeepest = 24;
constexpr std::size_t kMaxElements = 64;  // of the outermost array

// The head of a value: how many bytes of contents follow it, and how many
// values of their own.
struct Head {
  std::size_t size = 0;      // of the head itself
  std::uint64_t bytes = 0;   // contents
  std::uint64_t values = 0;  // nested: 2 for each pair of a map
  bool is_array = false;
  bool is_text = false;  // a string or binary
};

// The heads 0xC0 to 0xDF, by the width of the number that follows the tag.
std::optional<Head> read_tagged(unsigned tag, std::string_view bytes) {
  // Width of the length of c4..c9, dc..df and d9..db; 0 where there is none.
  constexpr unsigned char kLength[32] = {0, 0, 0, 0, 1, 2, 4, 1, 2, 4, 0,
                                         0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                         0, 0, 0, 1, 2, 4, 2, 4, 2, 4};
  // Bytes of contents of the types of a fixed size.
  constexpr unsigned char kFixed[32] = {0, 0, 0,  0, 0, 0, 0, 0, 0, 0, 4,
                                        8, 1, 2,  4, 8, 1, 2, 4, 8, 2, 3,
                                        5, 9, 17, 0, 0, 0, 0, 0, 0, 0};
  if (tag == 0xC1) return std::nullopt;  // never used
  const std::size_t width = kLength[tag - 0xC0];
  if (bytes.size() < 1 + width) return std::nullopt;
  Head head{.size = 1 + width, .bytes = kFixed[tag - 0xC0]};
  const std::uint64_t length = base::big_endian(bytes.substr(1, width));
  if (tag >= 0xDC) {
    head.values = tag >= 0xDE ? 2 * length : length;
    head.is_array = tag < 0xDE;
  } else if (width > 0) {
    const bool extension = tag >= 0xC7 && tag <= 0xC9;  // with a type byte
    head.bytes = length + (extension ? 1 : 0);
    head.is_text = !extension;
  }
  return head;
}

std::optional<Head> read_head(std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;
  const unsigned tag = static_cast<unsigned char>(bytes.front());
  if (tag < 0x80 || tag >= 0xE0) return Head{.size = 1};
  if (tag < 0x90) return Head{.size = 1, .values = 2 * (tag & 15u)};
  if (tag < 0xA0) return Head{.size = 1, .values = tag & 15u, .is_array = true};
  if (tag < 0xC0) return Head{.size = 1, .bytes = tag & 31u, .is_text = true};
  return read_tagged(tag, bytes);
}

// Takes one value off the front. Every value takes a byte at least, so the
// work is bounded by the size of the text.
std::optional<std::string_view> take_value(std::string_view& bytes, int depth) {
  const std::string_view begin = bytes;
  const auto head = read_head(bytes);
  if (!head || depth > kDeepest) return std::nullopt;
  bytes.remove_prefix(head->size);
  if (head->bytes > bytes.size() || head->values > bytes.size()) {
    return std::nullopt;
  }
  bytes.remove_prefix(static_cast<std::size_t>(head->bytes));
  for (std::uint64_t i = 0; i < head->values; ++i) {
    if (!take_value(bytes, depth + 1)) return std::nullopt;
  }
  return begin.substr(0, begin.size() - bytes.size());
}

}  // namespace

std::optional<std::vector<std::string_view>> parse_msgpack_array(
    std::string_view bytes) {
  const auto head = read_head(bytes);
  if (!head || !head->is_array || head->values > kMaxElements) {
    return std::nullopt;
  }
  bytes.remove_prefix(head->size);
  std::vector<std::string_view> elements;
  for (std::uint64_t i = 0; i < head->values; ++i) {
    const auto element = take_value(bytes, 1);
    if (!element) return std::nullopt;
    elements.push_back(*element);
  }
  return elements;
}

std::string_view msgpack_text(std::string_view value) {
  const auto head = read_head(value);
  if (!head || !head->is_text || value.size() < head->size) return {};
  return value.substr(head->size, static_cast<std::size_t>(head->bytes));
}

}  // namespace patrol::verify
