// SPDX-License-Identifier: Apache-2.0
#include "model/object.h"

namespace patrol {

std::string ObjectId::hex() const {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(std::size_t{2} * size);
  for (std::size_t i = 0; i < size; ++i) {
    text += kDigits[bytes[i] >> 4];
    text += kDigits[bytes[i] & 15];
  }
  return text;
}

std::string_view to_string(ObjectType type) {
  switch (type) {
    case ObjectType::blob:
      return "blob";
    case ObjectType::tree:
      return "tree";
    case ObjectType::commit:
      return "commit";
    case ObjectType::tag:
      return "tag";
    case ObjectType::file:
      return "file";
    case ObjectType::stream:
      return "stream";
  }
  return "";
}

}  // namespace patrol
