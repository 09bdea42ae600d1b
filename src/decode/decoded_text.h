// SPDX-License-Identifier: Apache-2.0
//
// A part of a text in which what was encoded is decoded, with what stands around
// it on its line: a name before a value says what the value is. Knows where each
// byte came from.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/match.h"

namespace patrol::decode {

class DecodedText {
 public:
  const std::string& text() const { return text_; }
  bool is_utf16() const { return utf16_; }

  // The least span of the source that says this, not empty, span of the text.
  Span source_of(Span span) const;
  // Some of the span's bytes were encoded.
  bool was_encoded(Span span) const;

  // For decoders. What is appended comes behind what is there, in the source
  // too.
  void set_utf16() { utf16_ = true; }
  // A copy of the source.
  void append(std::string_view bytes, std::size_t source);
  // One byte, which `size` bytes of the source stand for.
  void append_escape(char byte, std::size_t source, std::size_t size);
  // From here on each byte of the text takes `text_bits` bits of the encoded
  // ones, of which each byte of the source carries `source_bits`.
  void begin_run(std::size_t source, unsigned text_bits, unsigned source_bits);
  std::string& bytes() { return text_; }

 private:
  struct Segment {
    std::size_t text, source;  // where it begins in both
    unsigned text_bits, source_bits;
    bool encoded;
  };
  std::size_t segment_of(std::size_t at) const;

  std::string text_;
  bool utf16_ = false;  // what base64 says is UTF-16; the text is UTF-8
  std::vector<Segment> segments_;
};

}  // namespace patrol::decode
