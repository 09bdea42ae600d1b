// SPDX-License-Identifier: Apache-2.0
#include "decode/region.h"

#include <algorithm>

#include "decode/digits.h"
#include "decode/escapes.h"

namespace patrol::decode {
namespace {

constexpr std::size_t kBefore = 160;  // bytes that may name what is encoded
constexpr std::size_t kAfter = 64;
constexpr std::size_t kAfterEscapes = 1024;  // a token's rest may follow

bool is_digits(Encoding encoding) {
  return encoding == Encoding::base64 || encoding == Encoding::hex;
}

// With what stands around it on its line.
Span on_its_line(std::string_view source, Span span, std::size_t after) {
  const std::size_t begin = span.begin - std::min(span.begin, kBefore);
  const std::string_view head = source.substr(begin, span.begin - begin);
  const std::size_t feed = head.rfind('\n');
  const std::string_view tail = source.substr(span.end, after);
  return {feed == head.npos ? begin : begin + feed + 1,
          span.end + std::min(tail.size(), tail.find('\n'))};
}

// Padding stands for nothing.
std::size_t behind_padding(std::string_view source, std::size_t at,
                           Encoding encoding) {
  for (int i = 0; i < 2 && encoding == Encoding::base64; ++i) {
    if (source.substr(at, 1) == "=") ++at;
  }
  return at;
}

}  // namespace

Region find_region(std::string_view source, const EncodedStart& start) {
  const Encoding encoding = start.encoding;
  const bool digits = is_digits(encoding);
  const std::size_t end = digits
                              ? end_of_digits(source, start.at, encoding)
                              : end_of_escapes(source, start.at, encoding);
  const Span encoded{start.at, end};
  return {encoding,
          on_its_line(source, encoded, digits ? kAfter : kAfterEscapes),
          encoded, encoded.size() >= (digits ? kMostEncoded : kMostEscapes)};
}

std::optional<DecodedText> decode(std::string_view source,
                                  const Region& region) {
  DecodedText out;
  if (!is_digits(region.encoding)) {
    return append_escapes(source, region.whole, region.encoding, out)
               ? std::optional(std::move(out))
               : std::nullopt;
  }
  const auto [begin, end] = region.encoded;
  out.append(source.substr(region.whole.begin, begin - region.whole.begin),
             region.whole.begin);
  if (!append_digits(source, region.encoded, region.encoding, out)) {
    return std::nullopt;
  }
  const std::size_t rest = behind_padding(source, end, region.encoding);
  if (rest < region.whole.end) {
    out.append(source.substr(rest, region.whole.end - rest), rest);
  }
  return out;
}

}  // namespace patrol::decode
