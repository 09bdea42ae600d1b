// SPDX-License-Identifier: Apache-2.0
//
// What a ref is for, by its name.
#pragma once

#include <string_view>

#include "git/refs.h"

namespace patrol::git {

inline Ref::Kind ref_kind(std::string_view name) {
  if (name == "refs/stash") return Ref::Kind::stash;
  if (name.starts_with("refs/notes/")) return Ref::Kind::note;
  if (name.starts_with("refs/replace/")) return Ref::Kind::replacement;
  return Ref::Kind::ref;
}

}  // namespace patrol::git
