// SPDX-License-Identifier: Apache-2.0
//
// How text is hidden in other text.
#pragma once

#include <cstddef>
#include <cstdint>

namespace patrol {

enum class Encoding : std::uint8_t {
  base64,   // either alphabet of RFC 4648, perhaps wrapped
  hex,      // two digits a byte, perhaps wrapped
  percent,  // %3D
  escape,   // \x3d, \u003d
  entity,   // &#61; &#x3d; &quot;
};
inline constexpr std::size_t kEncodings = 5;

// Where encoded text may begin.
struct EncodedStart {
  std::size_t at = 0;
  Encoding encoding = Encoding::base64;
  friend bool operator==(const EncodedStart&, const EncodedStart&) = default;
};

}  // namespace patrol
