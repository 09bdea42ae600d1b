// SPDX-License-Identifier: Apache-2.0
#include "cli/scan_command.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <thread>

#include "absl/strings/str_cat.h"
#include "cli/ci_selection.h"
#include "cli/exit_code.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/rules_command.h"
#include "cli/terminal.h"
#include "filter/baseline.h"
#include "filter/config.h"
#include "report/writer.h"
#include "scan/pipeline.h"

namespace patrol::cli {
namespace {

namespace fs = std::filesystem;


absl::StatusOr<std::string> read_text(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text;
  char piece[4096];
  while (in.read(piece, sizeof piece), in.gcount() > 0) {
    text.append(piece, static_cast<std::size_t>(in.gcount()));
  }
  if (!in.eof()) return absl::NotFoundError(file + ": cannot be read");
  return text;
}

// Everything a scan needs besides its target.
struct Setup {
  std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
  filter::Config config;
  std::optional<filter::Baseline> baseline;
  std::unique_ptr<scan::Engine> engine;
  std::uint64_t max_size = UINT64_MAX;
  MemoryPlan memory;
  std::vector<std::string> exclude;
};

// The .patrol.toml of `folder`, or "" when there is none. Where the folder
// itself cannot be looked into, the scan will tell.
absl::StatusOr<std::string> find_config(const std::string& folder) {
  const std::string file = (fs::path(folder) / ".patrol.toml").string();
  std::error_code error;
  if (!fs::exists(fs::symlink_status(file, error))) return "";
  const fs::file_status status = fs::status(file, error);
  if (error) return absl::InvalidArgumentError(file + ": " + error.message());
  // Nobody asked for it: a pipe there must not hold the scan up.
  if (!fs::is_regular_file(status)) {
    return absl::InvalidArgumentError(file + ": is no plain file");
  }
  return file;
}

// `folder` is where a .patrol.toml may stand.
absl::StatusOr<filter::Config> read_config(const ScanArguments& arguments,
                                           const std::string& folder,
                                           const scan::Engine& engine) {
  if (arguments.no_config) return filter::Config();
  std::string file = arguments.config;
  if (const char* set = std::getenv("PATROL_CONFIG"); set && file.empty()) {
    file = set;
  }
  if (file.empty()) {
    absl::StatusOr<std::string> found = find_config(folder);
    if (!found.ok()) return found.status();
    if (found->empty()) return filter::Config();
    file = *std::move(found);
  }
  absl::StatusOr<std::string> text = read_text(file);
  if (!text.ok()) return text.status();
  return filter::parse_config(
      *text, file, [&](const std::string& id) { return engine.check_id(id); });
}

unsigned threads_of(const ScanArguments& arguments) {
  return arguments.threads > 0
             ? arguments.threads
             : std::max(1u, std::thread::hardware_concurrency());
}

absl::StatusOr<Setup> set_up(const ScanArguments& arguments,
                             const std::string& folder) {
  Setup setup;
  auto engine = scan::Engine::create(arguments.rules);
  if (!engine.ok()) return engine.status();
  setup.engine = *std::move(engine);
  warn_of_bare_anchors(setup.engine->rules());
  absl::StatusOr<filter::Config> config =
      read_config(arguments, folder, *setup.engine);
  if (!config.ok()) return config.status();
  setup.config = *std::move(config);
  if (!arguments.baseline.empty()) {
    absl::StatusOr<std::string> text = read_text(arguments.baseline);
    if (!text.ok()) return text.status();
    auto baseline = filter::parse_baseline(*text, arguments.baseline);
    if (!baseline.ok()) return baseline.status();
    setup.baseline = *std::move(baseline);
  }
  const filter::ScanConfig& scan = setup.config.scan;
  if (scan.max_size) setup.max_size = *scan.max_size;
  if (auto size = filter::parse_size(arguments.max_size)) {
    setup.max_size = *size;
  }
  setup.memory = MemoryPlan::of(
      std::max(kLeastMemory,
               filter::parse_size(arguments.max_memory).value_or(kMaxMemory)),
      threads_of(arguments));
  setup.exclude = scan.exclude;
  setup.exclude.insert(setup.exclude.end(), arguments.exclude.begin(),
                       arguments.exclude.end());
  if (absl::Status ok = setup.engine->disable(scan.disable_rules); !ok.ok()) {
    return ok;
  }
  return setup;
}

// Tells when the ceiling cannot hold.
MemoryPlan plan_beside_lists(const MemoryPlan& memory, scan::Target& target) {
  const std::uint64_t lists = target.source().list_bytes();
  if (lists > memory.all) {
    const auto mib = [](std::uint64_t bytes) { return bytes >> 20; };
    complain(absl::StrCat("--max-memory ", mib(memory.all),
                          "M is less than the ", mib(lists),
                          " MiB that the list of objects takes here; contents "
                          "get ",
                          mib(memory.all / 2), " MiB on top"));
  }
  return memory.beside(lists);
}

absl::StatusOr<Report> run_scan(scan::Target& target, Setup& setup,
                                const ScanArguments& arguments) {
  scan::Progress progress;
  scan::ScanOptions options;
  options.threads = threads_of(arguments);
  options.memory = plan_beside_lists(setup.memory, target);
  const std::uint64_t objects = target.source().object_count();
  if (objects > 0 && objects < options.threads) {
    options.threads = static_cast<unsigned>(objects);
  }
  options.show_suppressed = arguments.show_suppressed;
  options.whole = arguments.whole;
  options.max_decode_depth = arguments.max_decode_depth;
  options.line_hashes =
      std::any_of(arguments.reports.begin(), arguments.reports.end(),
                  [](const auto& pair) {
                    return report::find_format(pair.first)->line_hashes;
                  });
  options.now = std::time(nullptr);
  options.begin = setup.begin;
  options.exclude = setup.exclude;
  options.allowlist = &setup.config.allowlist;
  options.baseline = setup.baseline ? &*setup.baseline : nullptr;
  options.stop = &stop_requested();
  options.progress = &progress;
  const ProgressLine line(progress, arguments.quiet);
  absl::StatusOr<Report> report = scan::run(target, *setup.engine, options);
  if (report.ok()) {
    report->narrowed = !arguments.rules.only.empty() ||
                       !arguments.rules.disabled.empty() ||
                       !arguments.rules.builtin || !arguments.exclude.empty();
  }
  return report;
}

bool counts(const Finding& finding, const Setup& setup,
            const ScanArguments& arguments) {
  filter::FailOn fail_on =
      setup.config.scan.fail_on.value_or(filter::FailOn::low);
  if (arguments.fail_on == "valid") fail_on = filter::FailOn::valid;
  for (Severity severity : {Severity::low, Severity::medium, Severity::high,
                            Severity::critical}) {
    if (arguments.fail_on == to_string(severity)) {
      fail_on = static_cast<filter::FailOn>(severity);
    }
  }
  if (fail_on == filter::FailOn::valid) {
    return finding.verdict.proof == Proof::valid;
  }
  return static_cast<int>(severity_of(finding)) >= static_cast<int>(fail_on);
}

int exit_code_of(const Report& report, const Setup& setup,
                 const ScanArguments& arguments) {
  if (report.interrupted) return kSignal + stop_signal();
  const bool findings =
      std::any_of(report.findings.begin(), report.findings.end(),
                  [&](const Finding& f) { return counts(f, setup, arguments); });
  const bool incomplete = !report.coverage.complete();
  if (incomplete && (arguments.strict || !findings)) return kIncomplete;
  if (!findings || arguments.exit_zero) return kClean;
  return arguments.exit_code;
}

// Writes all reports; the first error, after trying every one.
absl::Status write_reports(const Report& report,
                           const ScanArguments& arguments) {
  report::WriteOptions options;
  options.show_secrets = arguments.show_secrets;
  options.show_suppressed = arguments.show_suppressed;
  options.stats = arguments.stats;
  if (arguments.sarif_profile == "generic") {
    options.sarif_profile = report::SarifProfile::generic;
  }
  absl::Status first;
  bool text_on_stdout = false;
  for (const auto& [name, file] : arguments.reports) {
    const report::Format* format = report::find_format(name);
    options.colour = file.empty() && use_colour(arguments.colour);
    options.width = file.empty() ? text_width() : 0;
    text_on_stdout = text_on_stdout || (file.empty() && name == "text");
    absl::Status status = write_output(file, [&](std::ostream& out) {
      format->write(report, options, out);
    });
    if (first.ok()) first = status;
  }
  if (!text_on_stdout && !arguments.quiet) {
    std::cerr << "patrol: " << report::summary_line(report) << '\n';
  }
  return first;
}

// `advice` is for a scan that turns out incomplete.
int scan_and_report(absl::StatusOr<std::unique_ptr<scan::Target>> target,
                    Setup& setup, const ScanArguments& arguments,
                    const std::string& advice = "") {
  if (!target.ok()) return fail(target.status());
  absl::StatusOr<Report> report = run_scan(**target, setup, arguments);
  if (!report.ok()) return fail(report.status());
  if (absl::Status written = write_reports(*report, arguments);
      !written.ok()) {
    return fail(written);
  }
  if (!report->coverage.complete()) complain(advice);
  return exit_code_of(*report, setup, arguments);
}

std::string folder_of(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error) ? path
                                       : fs::path(path).parent_path().string();
}

}  // namespace

std::string config_folder(const std::string& path) {
  auto repository = git::Repository::open(path);
  if (repository.ok() && !repository->work_dir().empty()) {
    return repository->work_dir();
  }
  return folder_of(path);
}

int scan_and_tell(const ScanArguments& arguments,
                  const std::string& config_folder,
                  const MakeTarget& make_target, const Tell& tell) {
  absl::StatusOr<Setup> setup = set_up(arguments, config_folder);
  if (!setup.ok()) return fail(setup.status());
  absl::StatusOr<std::unique_ptr<scan::Target>> target =
      make_target({.max_size = setup->max_size, .memory = setup->memory});
  if (!target.ok()) return fail(target.status());
  absl::StatusOr<Report> report = run_scan(**target, *setup, arguments);
  if (!report.ok()) return fail(report.status());
  return tell(*report, [&](const Finding& finding) {
    return counts(finding, *setup, arguments);
  });
}

int run_git(const Arguments& arguments) {
  absl::StatusOr<Setup> setup =
      set_up(arguments.scan, config_folder(arguments.repository));
  if (!setup.ok()) return fail(setup.status());
  absl::StatusOr<CiSelection> selection = CiSelection{arguments.git, "", ""};
  if (arguments.ci) selection = ci_selection(arguments.repository);
  if (!selection.ok()) return fail(selection.status());
  if (!arguments.scan.quiet) complain(selection->why);
  return scan_and_report(
      scan::git_target(arguments.repository, selection->git,
                       {.reader = arguments.reader == "libgit2"
                                      ? source::Reader::libgit2
                                      : source::Reader::pack,
                        .max_size = setup->max_size,
                        .memory = setup->memory,
                        .verify = arguments.verify_objects,
                        .submodules = !arguments.no_submodules}),
      *setup, arguments.scan, selection->advice);
}

int run_dir(const Arguments& arguments) {
  absl::StatusOr<Setup> setup =
      set_up(arguments.scan, folder_of(arguments.paths.front()));
  if (!setup.ok()) return fail(setup.status());
  return scan_and_report(
      scan::directory_target(arguments.paths, setup->max_size, setup->exclude,
                             setup->memory),
      *setup, arguments.scan);
}

int run_stdin(const Arguments& arguments) {
  absl::StatusOr<Setup> setup = set_up(arguments.scan, ".");
  if (!setup.ok()) return fail(setup.status());
  setup->exclude.clear();  // globs over paths, and this has none
  return scan_and_report(scan::stream_target(STDIN_FILENO, setup->max_size,
                                             setup->memory),
                         *setup, arguments.scan);
}

int run_baseline(const Arguments& arguments) {
  absl::StatusOr<Setup> setup =
      set_up(arguments.scan, config_folder(arguments.repository));
  if (!setup.ok()) return fail(setup.status());
  auto target = scan::git_target(
      arguments.repository, {}, {.max_size = setup->max_size,
                                 .memory = setup->memory,
                                 .submodules = !arguments.no_submodules});
  if (absl::IsNotFound(target.status())) {
    target = scan::directory_target({arguments.repository}, setup->max_size,
                                    setup->exclude, setup->memory);
  }
  if (!target.ok()) return fail(target.status());
  absl::StatusOr<Report> report = run_scan(**target, *setup, arguments.scan);
  if (!report.ok()) return fail(report.status());
  if (report->interrupted) return kSignal + stop_signal();
  absl::Status written =
      write_output(arguments.output == "-" ? "" : arguments.output, [&](std::ostream& out) {
        out << filter::write_baseline(report->findings);
      });
  if (!written.ok()) return fail(written);
  std::cerr << "patrol: " << report::summary_line(*report) << '\n';
  return report->coverage.complete() ? kClean : kIncomplete;
}

}  // namespace patrol::cli
