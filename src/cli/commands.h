// SPDX-License-Identifier: Apache-2.0
//
// The command line: a table of commands, each with its options and its code.
#pragma once

namespace patrol::cli {

// Parses the arguments and runs the command; returns the exit code.
int run(int argc, char** argv);

}  // namespace patrol::cli
