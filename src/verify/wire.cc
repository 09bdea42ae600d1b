// SPDX-License-Identifier: Apache-2.0
//
// Source: protobuf.dev, "Encoding".
#include "verify/wire.h"

#include <algorithm>

namespace patrol::verify {
namespace {

constexpr std::size_t kMaxFields = 256;

// Takes the value of a field off the front.
bool take_value(std::string_view& bytes, ProtoField& field) {
  std::size_t size = 0;
  switch (field.wire_type) {
    case 0: {
      const auto value = take_varint(bytes);
      field.value = value.value_or(0);
      return value.has_value();
    }
    case 1:
      size = 8;
      break;
    case 2: {
      const auto length = take_varint(bytes);
      if (!length || *length > bytes.size()) return false;
      size = static_cast<std::size_t>(*length);
      break;
    }
    case 5:
      size = 4;
      break;
    default:
      return false;  // groups are not used any more
  }
  if (size > bytes.size()) return false;
  field.bytes = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return true;
}

// Takes one DER element with that tag off the front and returns its contents.
std::optional<std::string_view> take_der(std::string_view& bytes, char tag) {
  if (bytes.size() < 2 || bytes[0] != tag) return std::nullopt;
  const auto length = static_cast<unsigned char>(bytes[1]);
  // A signature of 521 bits still fits the short form or one length byte.
  const std::size_t header = length == 0x81 ? 3 : 2;
  if (length > 0x81 || length == 0x80 || bytes.size() < header) {
    return std::nullopt;
  }
  const std::size_t size =
      header == 3 ? static_cast<unsigned char>(bytes[2]) : length;
  if (bytes.size() - header < size) return std::nullopt;
  const std::string_view contents = bytes.substr(header, size);
  bytes.remove_prefix(header + size);
  return contents;
}

}  // namespace

std::optional<std::uint64_t> take_varint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (bytes.empty()) return std::nullopt;
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    if (shift == 63 && byte > 1) return std::nullopt;
    value |= std::uint64_t{byte & 0x7Fu} << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

std::optional<std::vector<ProtoField>> parse_proto(std::string_view bytes) {
  std::vector<ProtoField> fields;
  while (!bytes.empty()) {
    const auto key = take_varint(bytes);
    if (!key || *key >> 3 == 0 || *key >> 3 > 0x1FFFFFFF) return std::nullopt;
    ProtoField field{.number = static_cast<std::uint32_t>(*key >> 3),
                     .wire_type = static_cast<int>(*key & 7)};
    if (!take_value(bytes, field) || fields.size() == kMaxFields) {
      return std::nullopt;
    }
    fields.push_back(field);
  }
  return fields;
}

const ProtoField* find_field(const std::vector<ProtoField>& fields,
                             std::uint32_t number, int wire_type) {
  const auto found = std::ranges::find_if(fields, [&](const ProtoField& f) {
    return f.number == number && f.wire_type == wire_type;
  });
  return found == fields.end() ? nullptr : &*found;
}

bool is_ecdsa_signature(std::string_view bytes) {
  constexpr char kSequence = 0x30;
  constexpr char kInteger = 0x02;
  auto contents = take_der(bytes, kSequence);
  return contents && bytes.empty() && take_der(*contents, kInteger) &&
         take_der(*contents, kInteger) && contents->empty();
}

}  // namespace patrol::verify
