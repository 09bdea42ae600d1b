// SPDX-License-Identifier: Apache-2.0
//
// Loose objects: a file "objects/xx/yyyy…" is one zlib stream of
// "<type> <size>\0<content>". Read here and not by libgit2 1.5, which never
// returns from a stream that is cut short.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "git/pack.h"
#include "model/object.h"

namespace patrol::git {

struct LooseObject {
  ObjectType type = ObjectType::blob;
  std::string content;
};

// Of what a loose object inflates to: "<type> <size>\0".
struct LooseHeader {
  ObjectType type = ObjectType::blob;
  std::uint64_t size = 0;  // of the content, as it claims
  std::size_t length = 0;  // of the header itself
};
inline constexpr std::size_t kLongestLooseHeader = 32;
// `bytes` are the first of all, or all.
std::optional<LooseHeader> parse_loose_header(std::string_view bytes);

// "xx/yyyy…"; "" for no id.
std::string loose_name(const ObjectId& id);

// NotFound: no such file. PermissionDenied: it cannot be read. DataLoss: its
// bytes are damaged. ResourceExhausted: larger than `max_size`.
absl::StatusOr<LooseObject> read_loose(const std::string& path,
                                       std::uint64_t max_size);

}  // namespace patrol::git
