// SPDX-License-Identifier: Apache-2.0
//
// Loose objects: a file "objects/xx/yyyy…" is one zlib stream of
// "<type> <size>\0<content>". Read here and not by libgit2 1.5, which never
// returns from a stream that is cut short.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "git/pack.h"
#include "model/object.h"

namespace patrol::git {

struct LooseObject {
  ObjectType type = ObjectType::blob;
  std::string content;
};

// "xx/yyyy…"; "" for no id.
std::string loose_name(const ObjectId& id);

// NotFound: no such file. PermissionDenied: it cannot be read. DataLoss: its
// bytes are damaged. ResourceExhausted: larger than `max_size`.
absl::StatusOr<LooseObject> read_loose(const std::string& path,
                                       std::uint64_t max_size);

}  // namespace patrol::git
