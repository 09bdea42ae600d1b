// SPDX-License-Identifier: Apache-2.0
//
// patrol hook: what git's hooks run. Facts: githooks(5), git-receive-pack(1).
// Each returns 0 to let git go on, and anything else stops it: findings, and
// also what could not be read.
#pragma once

#include "cli/options.h"

namespace patrol::cli {

// What is staged against HEAD. Of files that are named (the pre-commit framework
// does so) those that are not staged are scanned whole.
int run_hook_pre_commit(const Arguments& arguments);
// The file with the message, as far as git will take it.
int run_hook_commit_msg(const Arguments& arguments);
// "<local ref> <local oid> <remote ref> <remote oid>" on standard input; what the
// remote's refs do not lead to yet.
int run_hook_pre_push(const Arguments& arguments);
// "<old oid> <new oid> <ref>" on standard input; what no ref leads to yet.
int run_hook_pre_receive(const Arguments& arguments);

}  // namespace patrol::cli
