// SPDX-License-Identifier: Apache-2.0
#include "decode/decoded_text.h"

#include <algorithm>

namespace patrol::decode {
namespace {

constexpr unsigned kByte = 8;  // bits

}  // namespace

// The one that holds the byte at `at`.
std::size_t DecodedText::segment_of(std::size_t at) const {
  const auto after = std::upper_bound(
      segments_.begin(), segments_.end(), at,
      [](std::size_t offset, const Segment& s) { return offset < s.text; });
  return static_cast<std::size_t>(after - segments_.begin()) - 1;
}

Span DecodedText::source_of(Span span) const {
  const Segment& first = segments_[segment_of(span.begin)];
  const Segment& last = segments_[segment_of(span.end - 1)];
  const std::size_t bits_before = (span.begin - first.text) * first.text_bits;
  const std::size_t bits = (span.end - last.text) * last.text_bits;
  return {first.source + bits_before / first.source_bits,
          last.source + (bits + last.source_bits - 1) / last.source_bits};
}

bool DecodedText::was_encoded(Span span) const {
  if (span.begin >= span.end) return false;
  for (std::size_t i = segment_of(span.begin);
       i < segments_.size() && segments_[i].text < span.end; ++i) {
    if (segments_[i].encoded) return true;
  }
  return false;
}

void DecodedText::append(std::string_view bytes, std::size_t source) {
  if (bytes.empty()) return;
  segments_.push_back({text_.size(), source, kByte, kByte, false});
  text_ += bytes;
}

void DecodedText::append_escape(char byte, std::size_t source,
                                std::size_t size) {
  begin_run(source, static_cast<unsigned>(size) * kByte, kByte);
  text_ += byte;
}

void DecodedText::begin_run(std::size_t source, unsigned text_bits,
                            unsigned source_bits) {
  segments_.push_back({text_.size(), source, text_bits, source_bits, true});
}

}  // namespace patrol::decode
