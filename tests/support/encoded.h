// SPDX-License-Identifier: Apache-2.0
//
// Text as encoders write it.
#pragma once

#include <string>
#include <string_view>

#include "base/base64.h"
#include "base/hex.h"
#include "model/encoding.h"
#include "support/random.h"

namespace patrol::test {

// Lines of `width` bytes.
inline std::string wrapped(const std::string& text, std::size_t width,
                           std::string_view feed = "\n") {
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += width) {
    if (at > 0) lines += feed;
    lines += text.substr(at, width);
  }
  return lines;
}

// Each byte after `before` in hex, `after` behind it.
inline std::string each_in_hex(std::string_view text, const char* before,
                               const char* after = "") {
  std::string all;
  for (const char c : text) {
    all += before + base::encode_hex({&c, 1}) + after;
  }
  return all;
}

inline std::string as_utf16(std::string_view text) {
  std::string units;
  for (const char c : text) {
    units += c;
    units += '\0';
  }
  return units;
}

// `text` in one of the ways of `encoding`.
inline std::string encoded(std::string_view text, Encoding encoding,
                           Random& random) {
  switch (encoding) {
    case Encoding::base64: {
      const std::string all = random.once_in(2) ? base::encode_base64(text)
                                                : base::encode_base64url(text);
      return random.once_in(2) ? all : wrapped(all, 4 * (4 + random.below(16)));
    }
    case Encoding::hex:
      return (random.once_in(2) ? "0x" : "") + base::encode_hex(text);
    case Encoding::percent:
      return each_in_hex(text, "%");
    case Encoding::escape:
      return each_in_hex(text, random.once_in(2) ? "\\x" : "\\u00");
    case Encoding::entity:
      return each_in_hex(text, "&#x", ";");
    case Encoding::utf16:
      return base::encode_base64(as_utf16(text));
  }
  return "";
}

inline Encoding any_encoding(Random& random) {
  return static_cast<Encoding>(random.below(kEncodings + 1));
}

}  // namespace patrol::test
