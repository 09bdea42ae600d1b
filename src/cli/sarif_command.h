// SPDX-License-Identifier: Apache-2.0
//
// patrol sarif merge: one log of the logs of shards.
#pragma once

#include "cli/options.h"

namespace patrol::cli {

void add_sarif_merge_options(CLI::App& app, Arguments& arguments);
int run_sarif_merge(const Arguments& arguments);

}  // namespace patrol::cli
