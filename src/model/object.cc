// SPDX-License-Identifier: Apache-2.0
#include "model/object.h"

#include "base/hex.h"

namespace patrol {

std::string ObjectId::hex() const {
  return base::encode_hex(
      {reinterpret_cast<const char*>(bytes.data()), std::size_t{size}});
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
