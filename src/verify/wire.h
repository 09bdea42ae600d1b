// SPDX-License-Identifier: Apache-2.0
//
// Protocol Buffers' wire format, enough to look into a token.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace patrol::verify {

struct ProtoField {
  std::uint32_t number = 0;
  int wire_type = 0;         // 0 varint, 1 64 bit, 2 bytes, 5 32 bit
  std::uint64_t value = 0;   // of a varint
  std::string_view bytes{};  // of the other types
};

// The fields of one message, in order; nullopt if the bytes are none, or have
// more than 256 fields.
std::optional<std::vector<ProtoField>> parse_proto(std::string_view bytes);

// The first field of that number and wire type, or nullptr.
const ProtoField* find_field(const std::vector<ProtoField>& fields,
                             std::uint32_t number, int wire_type);

// Takes a base-128 number, least significant group first, off the front;
// nullopt if it is cut short or has more than 64 bits.
std::optional<std::uint64_t> take_varint(std::string_view& bytes);

// True if `bytes` are exactly one DER SEQUENCE of two INTEGERs: an ECDSA
// signature (RFC 3279, 2.2.3).
bool is_ecdsa_signature(std::string_view bytes);

}  // namespace patrol::verify
