// SPDX-License-Identifier: Apache-2.0
//
// The options of the commands, and how CLI11 fills them.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cli/upload_command.h"
#include "model/encoding.h"
#include "scan/engine.h"
#include "scan/target.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace patrol::cli {

// Options that all scanning commands share.
struct ScanArguments {
  scan::RuleSelection rules;
  std::vector<std::string> formats, outputs;  // in the order given
  // (format, file); "" or "-" is standard output. Filled by pair_outputs().
  std::vector<std::pair<std::string, std::string>> reports;
  std::string config, baseline;
  bool no_config = false;
  std::string fail_on;  // "" = of the configuration, else "low"
  int exit_code = 1;
  bool exit_zero = false, strict = false;
  bool show_secrets = false, show_suppressed = false, stats = false;
  bool quiet = false;
  bool whole = false;
  std::string colour = "auto", sarif_profile = "github";
  unsigned threads = 0;  // 0 = one for each processor
  std::string max_size;  // "" = of the configuration, else no limit
  std::string max_memory;  // "" = kMaxMemory
  unsigned max_decode_depth = kDecodeDepth;
  std::vector<std::string> exclude;
};

// Of `patrol hook`.
struct HookArguments {
  std::string audit_file;  // "" = patrol-audit.ndjson in the git folder
  bool no_skip = false;
  std::string max_time = "5s";  // of pre-receive
  std::string on_timeout = "deny";
  std::vector<std::string> hooks;  // to install
  bool global = false;
};

struct Arguments {
  ScanArguments scan;
  std::string repository = ".";
  scan::GitSelection git;
  bool ci = false;  // the selection comes from the environment
  std::string reader = "pack";
  bool verify_objects = false, no_submodules = false;
  std::vector<std::string> paths;
  HookArguments hook;
  // rules, verify, completion
  std::vector<std::string> names;
  std::string format = "text", shell, output, sample;
  bool verifiers = false;
  UploadArguments upload;
};

void add_rule_options(CLI::App& app, ScanArguments& arguments);
// What to scan by and how; --exclude is for what has paths.
void add_input_options(CLI::App& app, ScanArguments& arguments);
void add_exclude_option(CLI::App& app, ScanArguments& arguments);
// What to tell of it, and how to end.
void add_report_options(CLI::App& app, ScanArguments& arguments);
void add_git_options(CLI::App& app, Arguments& arguments);
// Of hooks that scan: rules, configuration, what counts, the audit file.
void add_hook_options(CLI::App& app, Arguments& arguments);

// Pairs each --output with the --format before it; a format without an output
// goes to standard output; an output without a format goes by its extension,
// and "-" is text.
// Throws CLI::ValidationError when that does not come out.
void pair_outputs(const CLI::App& app, ScanArguments& arguments);

}  // namespace patrol::cli
