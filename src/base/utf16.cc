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

// What a code unit needs to be understood: the low half of a pair.
constexpr std::size_t kPair = 4;

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

std::optional<Utf16Decoder> Utf16Decoder::detect(std::string_view head) {
  Utf16Decoder decoder;
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
    decoder.little_ = head[0] == '\xFF';
    decoder.mark_ = 2;
    return decoder;
  }
  if (head.size() < 16 || (head[0] != 0 && head[1] != 0)) return std::nullopt;
  const Order order = guess_order(head);
  if (order == Order::none) return std::nullopt;
  decoder.little_ = order == Order::little;
  return decoder;
}

void Utf16Decoder::decode(std::string_view bytes, std::string& out) {
  const std::size_t mark = std::min(mark_, bytes.size());
  mark_ -= mark;
  bytes.remove_prefix(mark);
  std::string joined;
  if (!rest_.empty()) {
    joined = rest_;
    joined += bytes;
    bytes = joined;
  }
  auto unit = [&](std::size_t i) -> std::uint32_t {
    const auto a = static_cast<unsigned char>(bytes[i]);
    const auto b = static_cast<unsigned char>(bytes[i + 1]);
    return little_ ? a + 256u * b : 256u * a + b;
  };
  std::size_t i = 0;
  for (; i + 1 < bytes.size(); i += 2) {
    std::uint32_t code = unit(i);
    if (code >= 0xD800 && code < 0xE000) {
      const bool high = code < 0xDC00;
      if (high && i + kPair > bytes.size()) break;
      const std::uint32_t low = high ? unit(i + 2) : 0;
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      } else {
        code = 0xFFFD;
      }
    }
    append_utf8(code, out);
  }
  rest_ = std::string(bytes.substr(std::min(i, bytes.size())));
}

void Utf16Decoder::finish(std::string& out) {
  if (rest_.size() >= 2) append_utf8(0xFFFD, out);  // half a pair
  rest_.clear();
}

std::optional<std::string> utf16_to_utf8(std::string_view bytes) {
  std::optional<Utf16Decoder> decoder = Utf16Decoder::detect(bytes);
  if (!decoder) return std::nullopt;
  std::string out;
  out.reserve(bytes.size() / 2);
  decoder->decode(bytes, out);
  decoder->finish(out);
  return out;
}

}  // namespace patrol::base
