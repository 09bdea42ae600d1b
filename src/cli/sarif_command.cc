// SPDX-License-Identifier: Apache-2.0
#include "cli/sarif_command.h"

#include <CLI/CLI.hpp>

#include "base/mapped_file.h"
#include "cli/exit_code.h"
#include "cli/message.h"
#include "cli/output.h"
#include "report/sarif_merge.h"

namespace patrol::cli {

void add_sarif_merge_options(CLI::App& app, Arguments& a) {
  app.add_option("file", a.paths, "SARIF logs of one scan's parts")
      ->type_name("FILE")
      ->required();
  app.add_option("-o,--output", a.output, "Write to FILE (default: print)")
      ->type_name("FILE");
}

int run_sarif_merge(const Arguments& arguments) {
  std::vector<report::NamedLog> logs;
  for (const std::string& name : arguments.paths) {
    const auto file = base::MappedFile::open(name);
    if (!file.ok()) return fail(file.status());
    logs.push_back({name, std::string(file->bytes())});
  }
  const absl::StatusOr<std::string> merged = report::merge_sarif(logs);
  if (!merged.ok()) return fail(merged.status());
  const absl::Status written =
      write_output(arguments.output == "-" ? "" : arguments.output,
                   [&](std::ostream& out) { out << *merged; });
  return written.ok() ? kClean : fail(written);
}

}  // namespace patrol::cli
