// SPDX-License-Identifier: Apache-2.0
//
// A git scan of every object of the database.
#pragma once

#include <memory>
#include <string>

#include "scan/target.h"

namespace patrol::scan {

// Refs and indexes that cannot be read go into the target's coverage.
std::unique_ptr<Target> history_target(git::Repository repository,
                                       std::string path,
                                       const source::ReadOptions& options);

}  // namespace patrol::scan
