// SPDX-License-Identifier: Apache-2.0
//
// The systems of continuous integration that --ci knows: a row each.
#pragma once

#include <span>
#include <string_view>

#include "ci/event.h"

namespace patrol::ci {

struct System {
  const char* name;
  const char* variable;     // set there, and nowhere else,
  std::string_view value;   // to this, in any case of letters; "" = to any
  const char* whole_clone;  // as in Event
  absl::Status (*read)(const Variables& variables, Event& event);
};

// In the order they are asked in.
std::span<const System> systems();

// GitHub's row, in github.cc: of the environment and the payload.
absl::Status read_github(const Variables& variables, Event& event);

// For the rows. Each takes the value and the name of where it came from, and
// writes what it means, or says what is wrong with it.

// A commit id in full, or its beginning of 7 digits or more. "" and one of
// zeros, which means that there is none, are taken as "".
absl::Status take_commit(const std::string& value, const std::string& from,
                         std::string& id);
// A branch, without "refs/heads/"; "" is taken.
absl::Status take_branch(const std::string& value, const std::string& from,
                         std::string& branch);

}  // namespace patrol::ci
