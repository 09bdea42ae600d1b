// SPDX-License-Identifier: Apache-2.0
//
// Reads a [[verifier]] of a rule file: how the tokens of an issuer carry a
// CRC-32. CONTRIBUTING.md has the keys.
#pragma once

#include "base/toml_reader.h"
#include "model/recipe.h"

namespace patrol::rules {

// What is wrong is noted in the reader's errors, with file, line and column.
Recipe read_recipe(base::TomlReader reader);

}  // namespace patrol::rules
