// SPDX-License-Identifier: Apache-2.0
#include "cli/options.h"

#include <filesystem>
#include <set>
#include <string_view>

#include <CLI/CLI.hpp>

#include "filter/config.h"
#include "report/writer.h"

namespace patrol::cli {
namespace {

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const report::Format& format : report::formats()) {
    names.emplace_back(format.name);
  }
  return names;
}

std::string format_list() {
  std::string list;
  for (const std::string& name : format_names()) {
    list += (list.empty() ? "" : ", ") + name;
  }
  return list;
}

std::string format_of_file(const std::string& file) {
  if (file == "-") return "text";
  const std::string extension = std::filesystem::path(file).extension();
  for (const report::Format& format : report::formats()) {
    if (!extension.empty() && format.extension == extension) {
      return std::string(format.name);
    }
  }
  return "";
}

std::string check_size(const std::string& text) {
  return filter::parse_size(text) ? "" : "'" + text + "' is no size; write 256M";
}

}  // namespace

void add_rule_options(CLI::App& app, ScanArguments& a) {
  app.add_option("--rules", a.rules.files,
                 "Rule file or folder of your own, beside the built-in rules; "
                 "a rule with the id of a built-in one replaces it")
      ->type_name("PATH")
      ->check(CLI::ExistingPath)
      ->allow_extra_args(false)
      ->group("Rules");
  app.add_flag("!--no-builtin-rules", a.rules.builtin,
               "Use only the rules given with --rules")
      ->group("Rules");
  app.add_option("--rule", a.rules.only,
                 "Search for this rule only (id, '*' allowed; repeatable)")
      ->type_name("ID")
      ->allow_extra_args(false)
      ->group("Rules");
  app.add_option("--disable-rule", a.rules.disabled,
                 "Leave this rule out (id, '*' allowed; repeatable)")
      ->type_name("ID")
      ->allow_extra_args(false)
      ->group("Rules");
}

static void add_decode_option(CLI::App& app, ScanArguments& a) {
  app.add_option("--max-decode-depth", a.max_decode_depth,
                 "Decode base64, hex and escapes, and what is in them, so often; "
                 "0: not at all")
      ->type_name("N")
      ->check(CLI::Range(0u, kMostDecodeDepth))
      ->capture_default_str()
      ->group("Limits");
}

static void add_memory_option(CLI::App& app, ScanArguments& a) {
  app.add_option("--max-memory", a.max_memory,
                 "Memory for contents, at least 64M (default: 512M)")
      ->type_name("SIZE")
      ->check(CLI::Validator([](std::string& text) { return check_size(text); },
                             ""))
      ->group("Limits");
}

void add_input_options(CLI::App& app, ScanArguments& a) {
  add_rule_options(app, a);
  auto* config =
      app.add_option("-c,--config", a.config,
                     "Configuration (default: $PATROL_CONFIG, else "
                     ".patrol.toml of the scanned folder)")
          ->type_name("FILE")
          ->check(CLI::ExistingFile)
          ->group("What counts");
  app.add_flag("--no-config", a.no_config, "Read no configuration")
      ->excludes(config)
      ->group("What counts");
  app.add_option("-j,--threads", a.threads,
                 "Worker threads (default: one for each processor)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024))
      ->group("Limits");
  app.add_option("--max-size", a.max_size,
                 "Leave out, and count, files larger than SIZE (default: none)")
      ->type_name("SIZE")
      ->check(CLI::Validator([](std::string& text) { return check_size(text); },
                             ""))
      ->group("Limits");
  add_memory_option(app, a);
  add_decode_option(app, a);
}

void add_exclude_option(CLI::App& app, ScanArguments& a) {
  app.add_option("--exclude", a.exclude,
                 "Leave out paths like GLOB ('*' is any run; repeatable)")
      ->type_name("GLOB")
      ->allow_extra_args(false)
      ->group("What counts");
}

static void add_judging_options(CLI::App& app, ScanArguments& a) {
  app.add_option("-b,--baseline", a.baseline,
                 "Hold back the findings listed in FILE (see 'patrol "
                 "baseline')")
      ->type_name("FILE")
      ->check(CLI::ExistingFile)
      ->group("What counts");
  app.add_option("--fail-on", a.fail_on,
                 "Least severity that makes the exit code 1, or 'valid' for "
                 "proved secrets only (default: low)")
      ->type_name("LEVEL")
      ->check(CLI::IsMember({"low", "medium", "high", "critical", "valid"}))
      ->group("What counts");
}

void add_report_options(CLI::App& app, ScanArguments& a) {
  app.add_option("-f,--format", a.formats,
                 "Report format (repeatable, each with its -o): " +
                     format_list())
      ->type_name("FORMAT")
      ->check(CLI::IsMember(format_names()))
      ->allow_extra_args(false)
      ->group("Report");
  app.add_option("-o,--output", a.outputs,
                 "Write the report of the -f before it to FILE ('-' is "
                 "standard output)")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->group("Report");
  app.add_flag("--show-secrets", a.show_secrets,
               "Print secrets in clear (text, json and ndjson only)")
      ->group("Report");
  app.add_option("--sarif-profile", a.sarif_profile,
                 "Whom SARIF is for: github (its limits, the worst first) or "
                 "generic (all findings, all places)")
      ->type_name("NAME")
      ->check(CLI::IsMember({"github", "generic"}))
      ->capture_default_str()
      ->group("Report");
  app.add_flag("--show-suppressed", a.show_suppressed,
               "Also report what was held back, with the reason")
      ->group("Report");
  app.add_flag("--stats", a.stats, "Print the time of each stage")
      ->group("Report");
  app.add_option("--color,--colour", a.colour, "Colours in text reports")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str()
      ->group("Report");
  app.add_flag("-q,--quiet", a.quiet,
               "No progress and no summary on standard error")
      ->group("Report");
  add_judging_options(app, a);
  app.add_option("--exit-code", a.exit_code, "Exit code for findings")
      ->type_name("N")
      ->check(CLI::Range(0, 125))
      ->capture_default_str()
      ->group("What counts");
  app.add_flag("--exit-zero", a.exit_zero, "Exit 0 when there are findings")
      ->group("What counts");
  app.add_flag("--strict", a.strict,
               "Exit 3 when something was not read, even with findings")
      ->group("What counts");
}

void add_hook_options(CLI::App& app, Arguments& a) {
  add_input_options(app, a.scan);
  add_exclude_option(app, a.scan);
  add_judging_options(app, a.scan);
  app.add_option("--audit-file", a.hook.audit_file,
                 "Where going past the hook is noted (default: "
                 "patrol-audit.ndjson in the repository's git folder)")
      ->type_name("FILE");
  app.add_flag("--no-skip", a.hook.no_skip, "Nobody can go past the hook");
}

void add_git_options(CLI::App& app, Arguments& a) {
  app.add_option("path", a.repository, "A folder of the repository, or its .git")
      ->type_name("PATH")
      ->capture_default_str();
  auto* staged = app.add_flag("--staged,--cached", a.git.staged,
                              "Only what is staged and not in HEAD")
                     ->group("Selection");
  app.add_option("--range", a.git.ranges,
                 "Only what these commits bring in: A..B, or B for all of its "
                 "history; A...B means A..B (repeatable)")
      ->type_name("A..B")
      ->allow_extra_args(false)
      ->excludes(staged)
      ->group("Selection");
  app.add_option("--branch", a.git.branches,
                 "Only what the history of this branch brings in (repeatable)")
      ->type_name("NAME")
      ->allow_extra_args(false)
      ->excludes(staged)
      ->group("Selection");
  app.add_option("--since", a.git.since,
                 "Only what commits since then bring in: 2024-01-31, '3 weeks "
                 "ago'")
      ->type_name("DATE")
      ->excludes(staged)
      ->group("Selection");
  auto* ci = app.add_flag("--ci", a.ci,
                          "Only what the push, pull request or merge group that "
                          "this runs for brings in; the whole history in "
                          "scheduled runs")
                 ->group("Selection");
  for (const char* other : {"--staged", "--range", "--branch", "--since"}) {
    ci->excludes(app.get_option(other));
  }
  app.add_option("--reader", a.reader,
                 "What reads packs: pack (our own) or libgit2 (slower; for "
                 "comparison)")
      ->type_name("READER")
      ->check(CLI::IsMember({"pack", "libgit2"}))
      ->capture_default_str()
      ->group("Limits");
  app.add_flag("--verify-objects", a.verify_objects,
               "Check that each object is what its id names; others are "
               "counted, and searched all the same (slower)")
      ->group("Limits");
  app.add_flag("--no-submodules", a.no_submodules,
               "Leave out the repositories of submodules (.git/modules)")
      ->group("Selection");
  app.add_flag("--whole", a.scan.whole,
               "Search every version of a file whole, not only what changed "
               "(slower, same findings; for comparison)")
      ->group("Limits");
}

void pair_outputs(const CLI::App& app, ScanArguments& a) {
  auto& reports = a.reports;
  std::size_t formats = 0, outputs = 0;
  bool open = false;  // the last report still lacks its output
  for (const CLI::Option* option : app.parse_order()) {
    if (option->check_name("--format")) {
      reports.emplace_back(a.formats.at(formats++), "");
      open = true;
    } else if (option->check_name("--output")) {
      const std::string& file = a.outputs.at(outputs++);
      if (file.empty()) {
        throw CLI::ValidationError(
            "--output", "give the name of a file, or '-' for standard output");
      }
      if (!open) reports.emplace_back(format_of_file(file), "");
      if (reports.back().first.empty()) {
        throw CLI::ValidationError(
            "--output", file + ": say which format, with -f before it");
      }
      reports.back().second = file == "-" ? "" : file;
      open = false;
    }
  }
  if (reports.empty()) reports.emplace_back("text", "");
  std::set<std::string_view> files;
  for (const auto& [format, file] : reports) {
    if (files.insert(file).second) continue;
    if (!file.empty()) {
      throw CLI::ValidationError("--output", file + ": two reports in one file");
    }
    throw CLI::ValidationError(
        "--format", "two reports on standard output; give one of them an -o");
  }
}

}  // namespace patrol::cli
