// SPDX-License-Identifier: Apache-2.0
//
// What is decoded at once: lines of base64 or hex that belong together, or the
// escapes of a line that stand near each other.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "decode/decoded_text.h"
#include "model/encoding.h"
#include "model/match.h"

namespace patrol::decode {

// So many bytes at most are one region, and what stands around them. Less than
// what pieces of a stream overlap by (scan/pieces.h).
inline constexpr std::size_t kMostEncoded = std::size_t{1} << 20;
// Of escapes.
inline constexpr std::size_t kMostEscapes = std::size_t{1} << 16;
// A decoded text of fewer bytes than this is none.
inline constexpr std::size_t kLeastText = 8;

struct Region {
  Encoding encoding = Encoding::base64;
  Span whole;    // with what stands around it on its line
  Span encoded;  // from the first byte that is encoded to the last
  bool goes_on = false;  // there may be more: a region is bounded
};

// What begins at `start`, which match/encoded_starts.h has found in `source`. It
// depends on the bytes of `source` only, and takes time in its size.
Region find_region(std::string_view source, const EncodedStart& start);

// The text that a region says, as far as it is text: control characters end it.
// nullopt: it says none.
std::optional<DecodedText> decode(std::string_view source,
                                  const Region& region);

}  // namespace patrol::decode
