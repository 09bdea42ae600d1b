// SPDX-License-Identifier: Apache-2.0
//
// The commands that scan: git, dir, stdin, baseline.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "cli/options.h"
#include "model/report.h"
#include "scan/target.h"

namespace patrol::cli {

int run_git(const Arguments& arguments);
int run_dir(const Arguments& arguments);
int run_stdin(const Arguments& arguments);
int run_baseline(const Arguments& arguments);

// A scan whose report is told in other words than those of a format: makes the
// target, runs, and returns what `tell` returns, or the exit code of an error,
// which has been told. `counts` is true of findings that --fail-on means.
using MakeTarget = std::function<absl::StatusOr<std::unique_ptr<scan::Target>>(
    const source::ReadOptions& options)>;
using Counts = std::function<bool(const Finding& finding)>;
using Tell = std::function<int(const Report& report, const Counts& counts)>;
// `config_folder` is where a .patrol.toml may stand.
int scan_and_tell(const ScanArguments& arguments,
                  const std::string& config_folder,
                  const MakeTarget& make_target, const Tell& tell);

// The work tree's top for a repository, else the folder itself.
std::string config_folder(const std::string& path);

}  // namespace patrol::cli
