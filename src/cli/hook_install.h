// SPDX-License-Identifier: Apache-2.0
//
// patrol hook install | uninstall: puts patrol where git looks for hooks, beside
// what is there, and takes itself out again without a rest.
#pragma once

#include "cli/options.h"

namespace patrol::cli {

// git 2.54 and newer are told in their configuration. Of older ones a hook file
// is written, which runs a hook that was there before first; that one is kept
// beside it. Where husky or lefthook look after the hooks, it is said what to
// write into their files, and nothing is changed.
int run_hook_install(const Arguments& arguments);
int run_hook_uninstall(const Arguments& arguments);

}  // namespace patrol::cli
