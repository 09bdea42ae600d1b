// SPDX-License-Identifier: Apache-2.0
//
// What both kinds of git scan, of a whole history and of changes, tell of
// their repository.
#pragma once

#include <string>
#include <utility>

#include "git/objects.h"
#include "scan/target.h"

namespace patrol::scan {

class RepositoryTarget : public Target {
 public:
  RepositoryTarget(git::Repository repository, std::string path,
                   std::string selection)
      : repository_(std::move(repository)),
        path_(std::move(path)),
        selection_(std::move(selection)) {
    for (const git::Unread& folder : repository_.unread_folders()) {
      coverage.add_gap(GapReason::unreadable, folder.path, folder.why);
    }
  }

  void describe(Report& report) const override {
    report.target = "git";
    report.target_path = path_;
    report.selection = selection_;
    report.repository_url = repository_.origin_url();
    report.head_commit = repository_.head_commit().value_or(ObjectId{}).hex();
    report.head_ref = repository_.head_ref();
  }

  void complete(Location& location) override {
    if (location.commit.empty()) return;
    absl::StatusOr<git::RawObject> object = repository_.read(location.commit);
    if (!object.ok()) return;
    if (auto commit = git::parse_commit(object->content())) {
      location.author = commit->author;
      location.author_time = commit->author_time;
    }
  }

 protected:
  git::Repository repository_;
  std::string path_, selection_;
};

}  // namespace patrol::scan
