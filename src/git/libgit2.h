// SPDX-License-Identifier: Apache-2.0
//
// What the files that call libgit2 share.
#pragma once

#include <cstring>
#include <string>

#include <git2.h>

#include "model/object.h"

namespace patrol::git {

// Sets libgit2 up, once: a reader that runs nothing of the repository's, does
// not look into the user's config, opens no connection, and does not hash what
// it reads.
void set_up_libgit2();

inline std::string last_error() {
  const git_error* error = git_error_last();
  return error && error->message ? error->message : "unknown error";
}

inline ObjectId to_id(const git_oid& oid) {
  ObjectId id;
  std::memcpy(id.bytes.data(), oid.id, GIT_OID_RAWSZ);
  id.size = GIT_OID_RAWSZ;
  return id;
}

inline git_oid to_oid(const ObjectId& id) {
  git_oid oid;
  std::memcpy(oid.id, id.bytes.data(), GIT_OID_RAWSZ);
  return oid;
}

}  // namespace patrol::git
