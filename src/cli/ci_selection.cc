// SPDX-License-Identifier: Apache-2.0
#include "cli/ci_selection.h"

#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ci/event.h"
#include "ci/range.h"
#include "git/repository.h"

namespace patrol::cli {

absl::StatusOr<CiSelection> ci_selection(const std::string& path) {
  const absl::StatusOr<ci::Event> event =
      ci::read_event([](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value ? value : "");
      });
  if (!event.ok()) return event.status();
  const auto repository = git::Repository::open(path);
  if (!repository.ok()) return repository.status();
  ci::Range range = ci::find_range(*event, *repository);
  CiSelection selection;
  selection.git.ranges = std::move(range.ranges);
  selection.git.absent = std::move(range.absent);
  selection.why = std::move(range.why);
  selection.advice =
      absl::StrCat("this clone does not have all that was to be scanned; for ",
                   event->system, " ", event->whole_clone);
  return selection;
}

}  // namespace patrol::cli
