// SPDX-License-Identifier: Apache-2.0
//
// How text is hidden in other text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace patrol {

enum class Encoding : std::uint8_t {
  base64,   // either alphabet of RFC 4648, perhaps wrapped
  hex,      // two digits a byte, perhaps wrapped
  percent,  // %3D
  escape,   // \x3d, \u003d
  entity,   // &#61; &#x3d; &quot;
  utf16,    // what base64 says
};
// Those that are looked for in a text: all but the last.
inline constexpr std::size_t kEncodings = 5;

// "base64", "hex", "percent", "escape", "entity", "UTF-16".
std::string_view to_string(Encoding encoding);

// So often is decoded what was decoded, unless told otherwise, and at most.
inline constexpr unsigned kDecodeDepth = 3, kMostDecodeDepth = 5;

// Where encoded text may begin.
struct EncodedStart {
  std::size_t at = 0;
  Encoding encoding = Encoding::base64;
  friend bool operator==(const EncodedStart&, const EncodedStart&) = default;
};

// The encodings around a text: none, or one in another one, two at most each time
// that something is decoded.
class Encodings {
 public:
  // Those of what `encoding` hides in a text with these.
  Encodings with(Encoding encoding) const;
  bool empty() const { return layers_ == 0; }
  // "UTF-16 in base64", the inner one first; "" for none.
  std::string name() const;
  friend bool operator==(const Encodings&, const Encodings&) = default;

 private:
  std::uint32_t layers_ = 0;  // three bits each, the inner one lowest
};

}  // namespace patrol
