// SPDX-License-Identifier: Apache-2.0
//
// The commands that scan: git, dir, stdin, baseline.
#pragma once

#include "cli/options.h"

namespace patrol::cli {

int run_git(const Arguments& arguments);
int run_dir(const Arguments& arguments);
int run_stdin(const Arguments& arguments);
int run_baseline(const Arguments& arguments);

}  // namespace patrol::cli
