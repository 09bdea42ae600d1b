// SPDX-License-Identifier: Apache-2.0
//
// What to scan: a source, and how its findings come to know where they are.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "attribute/history.h"
#include "git/changes.h"
#include "git/repository.h"
#include "model/coverage.h"
#include "model/report.h"
#include "scan/finding_table.h"
#include "source/object_source.h"
#include "source/repository_source.h"

namespace patrol::scan {

// Which commits of a repository; all objects when nothing is set.
struct GitSelection {
  bool staged = false;  // the index against HEAD
  std::vector<std::string> ranges;    // "A..B", "A...B" or "B"
  std::vector<std::string> branches;  // names; their whole history
  std::string since;                  // "2024-01-31", "2 weeks ago"
  // Commits that belong to it and are not there: gaps.
  std::vector<std::string> absent;

  bool whole_history() const {
    return !staged && ranges.empty() && branches.empty() && since.empty();
  }
};

// Where one object's finds are: one for each path, or one without a path.
using Places = absl::flat_hash_map<ObjectId, std::vector<attribute::Origin>>;

// A name of a ref, as git::RefName, and how git holds what it names.
struct RefName {
  std::string name;
  std::size_t prefix = 0;  // this part is searched elsewhere
  Reach reach = Reach::ref;
};

class Target {
 public:
  virtual ~Target() = default;
  virtual source::ObjectSource& source() = 0;

  // Numbers of the objects of a whole history, which the workers take notes
  // of; null for other targets.
  virtual git::ObjectNumbers* numbers() { return nullptr; }
  // An id that is named, but not there: counts it with its reason.
  virtual void count_missing(const ObjectId&, const std::string& /*named_by*/,
                             Coverage&) const {}
  // Names to be searched beside the source. Runs once, before reading.
  virtual std::vector<RefName> ref_names(Coverage& /*gaps*/) { return {}; }
  // Places of `objects` (those with a find). Runs once, after reading. `gaps`
  // are told of what could not be read for this alone.
  virtual Places locate(const absl::flat_hash_set<ObjectId>& /*objects*/,
                        // NOLINTNEXTLINE(performance-unnecessary-value-param)
                        attribute::HistoryNotes /*notes*/,
                        Coverage& /*gaps*/) {
    return {};
  }
  // The text stood there before the selected changes: not news.
  // A copy that an allow comment of the rule held back does not count.
  virtual bool is_old(const ObjectRef&, Place, const std::string& /*raw*/,
                      std::string_view /*rule_id*/) {
    return false;
  }
  // What allowlists may match of a path, besides the path itself: what comes
  // after the folder that the user named.
  virtual std::string inner_path(const std::string& path) const {
    return path;
  }
  // Completes a location with what only the target knows (author, ignored).
  virtual void complete(Location&) {}
  // Target, path, selection, repository facts.
  virtual void describe(Report& report) const = 0;

  Coverage coverage;  // of setting up: what could not even be listed
};

absl::StatusOr<std::unique_ptr<Target>> git_target(
    const std::string& path, const GitSelection& selection,
    const source::ReadOptions& options = {});
absl::StatusOr<std::unique_ptr<Target>> directory_target(
    const std::vector<std::string>& paths, std::uint64_t max_size,
    const std::vector<std::string>& exclude, const MemoryPlan& memory = {});
std::unique_ptr<Target> stream_target(int fd, std::uint64_t max_size,
                                      const MemoryPlan& memory = {});
std::unique_ptr<Target> text_target(std::string text);

}  // namespace patrol::scan
