// SPDX-License-Identifier: Apache-2.0
#include "base/utf16.h"

#include <algorithm>
#include <cstdint>

namespace patrol::base {
namespace {

enum class Order { none, little, big };

// Without a mark: ASCII in UTF-16 has its zeros all on one side.
Order guess_order(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 512);
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == 0;
  const std::size_t most = head.size() / 2 * 9 / 10;
  if (head.size() < 16) return Order::none;
  if (zeros[0] == 0 && zeros[1] >= most) return Order::little;
  if (zeros[1] == 0 && zeros[0] >= most) return Order::big;
  return Order::none;
}

Order order_of(std::string_view& bytes) {
  Order order = Order::none;
  if (bytes.starts_with("\xFF\xFE")) order = Order::little;
  if (bytes.starts_with("\xFE\xFF")) order = Order::big;
  if (order == Order::none) {
    const bool possible =
        bytes.size() >= 16 && (bytes[0] == 0 || bytes[1] == 0);
    return possible ? guess_order(bytes) : order;
  }
  bytes.remove_prefix(2);
  return order;
}

void append_utf8(std::uint32_t code, std::string& out) {
  auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

}  // namespace

std::optional<std::string> utf16_to_utf8(std::string_view bytes) {
  const Order order = order_of(bytes);
  if (order == Order::none) return std::nullopt;
  auto unit = [&](std::size_t i) -> std::uint32_t {
    const auto a = static_cast<unsigned char>(bytes[i]);
    const auto b = static_cast<unsigned char>(bytes[i + 1]);
    return order == Order::little ? a + 256u * b : 256u * a + b;
  };
  std::string out;
  out.reserve(bytes.size() / 2);
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    std::uint32_t code = unit(i);
    if (code >= 0xD800 && code < 0xE000) {
      const std::uint32_t low = i + 3 < bytes.size() ? unit(i + 2) : 0;
      if (code < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      } else {
        code = 0xFFFD;
      }
    }
    append_utf8(code, out);
  }
  return out;
}

}  // namespace patrol::base
