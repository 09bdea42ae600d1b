// SPDX-License-Identifier: Apache-2.0
//
// UTF-16 text, as Windows tools save it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol::base {

// The text as UTF-8 when `bytes` are UTF-16: by their byte order mark, or
// without one when nearly every second byte of the beginning is zero. Broken
// surrogates become U+FFFD, the mark is left out, a last odd byte is dropped.
std::optional<std::string> utf16_to_utf8(std::string_view bytes);

// The same, piece by piece.
class Utf16Decoder {
 public:
  // nullopt when the text that begins with `head`, its first 512 bytes or all,
  // is not UTF-16.
  static std::optional<Utf16Decoder> detect(std::string_view head);

  // Appends what the next bytes of the text say; the first are those that
  // detect() saw.
  void decode(std::string_view bytes, std::string& out);
  // At the end of the text.
  void finish(std::string& out);

 private:
  bool little_ = true;
  std::size_t mark_ = 0;  // bytes of the mark still to be left out
  std::string rest_;      // bytes that wait for those after them
};

}  // namespace patrol::base
