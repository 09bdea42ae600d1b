// SPDX-License-Identifier: Apache-2.0
#include "model/encoding.h"

namespace patrol {
namespace {

constexpr unsigned kLayerBits = 3;
constexpr std::uint32_t kLayerMask = (1u << kLayerBits) - 1;

}  // namespace

std::string_view to_string(Encoding encoding) {
  switch (encoding) {
    case Encoding::base64:
      return "base64";
    case Encoding::hex:
      return "hex";
    case Encoding::percent:
      return "percent";
    case Encoding::escape:
      return "escape";
    case Encoding::entity:
      return "entity";
    case Encoding::utf16:
      return "UTF-16";
  }
  return "";
}

Encodings Encodings::with(Encoding encoding) const {
  Encodings more;
  more.layers_ =
      layers_ << kLayerBits | (static_cast<std::uint32_t>(encoding) + 1);
  return more;
}

std::string Encodings::name() const {
  std::string name;
  for (std::uint32_t rest = layers_; rest != 0; rest >>= kLayerBits) {
    if (!name.empty()) name += " in ";
    name += to_string(static_cast<Encoding>((rest & kLayerMask) - 1));
  }
  return name;
}

}  // namespace patrol
