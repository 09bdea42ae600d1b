// SPDX-License-Identifier: Apache-2.0
//
// Offline proof of a token: checksum or structure, by the verifier's name.
// Verifiers are pure, take untrusted bytes and never allocate more than a
// small multiple of the secret's size.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/recipe.h"
#include "model/verdict.h"

namespace patrol::verify {

struct Input {
  std::string_view secret;   // normalised
  std::string_view context;  // the object's text around the match (at most a
                             // few kB each side): for joins; may be empty
  std::int64_t now = 0;      // seconds since 1970 UTC, for `expired`
};

using Verifier = Verdict (*)(const Input& input);

// The verifier of that name, or nullptr.
Verifier find_verifier(std::string_view name);

// The verdict depends on Input::context too, not on the secret alone.
bool joins_context(std::string_view name);

// All names, sorted.
std::vector<std::string_view> verifier_names();

// The verdict by the recipes of a rule file: valid if one of them holds.
Verdict check_recipes(std::span<const Recipe> recipes, std::string_view token);

// True for the published samples of any issuer (compared by SHA-256, so that
// neither this source nor the binary holds them).
bool is_known_example(std::string_view secret);

// Undoes what text formats do to a token: %3D, \u003d, \=, \/, &#43;,
// backslash line ends, quotes joined by '+', CR and LF in base64 and PEM; puts
// the words of a mnemonic in one line.
// Returns the secret itself when there is nothing to undo.
std::string normalise(std::string_view secret);

}  // namespace patrol::verify
