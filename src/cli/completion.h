// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace patrol::cli {

// A completion script for "bash", "zsh" or "fish", made from the table of
// commands and options itself, so that it cannot fall behind it.
std::string completion_script(const CLI::App& app, const std::string& shell);

}  // namespace patrol::cli
