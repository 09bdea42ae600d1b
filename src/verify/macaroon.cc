// SPDX-License-Identifier: Apache-2.0
//
// The byte 2; the section of the macaroon itself; a section for each caveat;
// an empty section; the signature. A section is fields and a zero byte, a
// field its type (1 location, 2 identifier, 4 verifier id, 6 signature), its
// length and its bytes.
#include "verify/macaroon.h"

#include <cstdint>

#include "verify/wire.h"

namespace patrol::verify {
namespace {

enum FieldType : std::uint8_t {
  kEnd = 0,
  kLocation = 1,
  kIdentifier = 2,
  kVerifierId = 4,
  kSignature = 6,
};

struct Field {
  std::uint64_t type = kEnd;
  std::string_view bytes{};
};

std::optional<Field> take_field(std::string_view& bytes) {
  const auto type = take_varint(bytes);
  if (!type) return std::nullopt;
  if (*type == kEnd) return Field{};
  const auto size = take_varint(bytes);
  if (!size || *size > bytes.size()) return std::nullopt;
  const Field field{*type, bytes.substr(0, static_cast<std::size_t>(*size))};
  bytes.remove_prefix(field.bytes.size());
  return field;
}

struct Section {
  std::string_view location;
  std::string_view identifier;
  bool empty = true;
};

std::optional<Section> take_section(std::string_view& bytes) {
  Section section;
  for (;;) {
    const auto field = take_field(bytes);
    if (!field) return std::nullopt;
    switch (field->type) {
      case kEnd:
        return section;
      case kLocation:
        section.location = field->bytes;
        break;
      case kIdentifier:
        section.identifier = field->bytes;
        break;
      case kVerifierId:
        break;
      default:
        return std::nullopt;
    }
    section.empty = false;
  }
}

}  // namespace

std::optional<Macaroon> parse_macaroon(std::string_view bytes) {
  constexpr char kVersion = 2;
  constexpr std::size_t kSignatureSize = 32;
  constexpr std::size_t kMostCaveats = 32;
  if (!bytes.starts_with(kVersion)) return std::nullopt;
  bytes.remove_prefix(1);
  const auto head = take_section(bytes);
  if (!head || head->identifier.empty()) return std::nullopt;
  Macaroon macaroon{.location = head->location,
                    .identifier = head->identifier,
                    .caveats = {}};
  for (;;) {
    const auto caveat = take_section(bytes);
    if (!caveat) return std::nullopt;
    if (caveat->empty) break;
    if (macaroon.caveats.size() == kMostCaveats) return std::nullopt;
    macaroon.caveats.push_back(caveat->identifier);
  }
  const auto signature = take_field(bytes);
  if (!signature || signature->type != kSignature || !bytes.empty() ||
      signature->bytes.size() != kSignatureSize) {
    return std::nullopt;
  }
  return macaroon;
}

}  // namespace patrol::verify
