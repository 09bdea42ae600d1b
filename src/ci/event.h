// SPDX-License-Identifier: Apache-2.0
//
// What a system of continuous integration says of the run: what happened, and
// between which commits. Only its environment is read here, and the file of
// the event that GitHub names in it; range.h compares that with the clone.
// All of it may be written by strangers (names of branches), so each value is
// checked for what it must look like.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"

namespace patrol::ci {

// The value of an environment variable; "" when it is not set.
using Variables = std::function<std::string(const char* name)>;

enum class Scope {
  range,    // what `head` has and `base` has not
  whole,    // a nightly run, or one by hand: the whole history
  nothing,  // a branch was deleted
};

struct Event {
  std::string system;  // "GitHub Actions"
  // What to set there for a whole clone; a phrase: "set fetch-depth: 0 …".
  std::string whole_clone;
  std::string what;  // "push to 'main'"; one line
  Scope scope = Scope::range;
  std::string head;           // a commit id; "" = HEAD
  std::string base;           // a commit id; "" = not told
  std::string target_branch;  // of a pull request; else ""
  std::string branch;         // that was pushed to; "" = another ref, or not told
  std::string default_branch;  // "" = not told
};

// Asks the first system of the table in systems.cc whose variable is set.
// InvalidArgument: none is, or what it says is not what it documents; the
// message says which, and to give --range instead.
absl::StatusOr<Event> read_event(const Variables& variables);

}  // namespace patrol::ci
