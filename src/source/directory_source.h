// SPDX-License-Identifier: Apache-2.0
//
// Files and folders. `.git` is left out, symbolic links inside are not
// followed, special files are counted and never opened.
#pragma once

#include <atomic>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "source/object_source.h"

namespace patrol::source {

class DirectorySource : public ObjectSource {
 public:
  // Lists the files below `paths`. What cannot be listed goes into `coverage`.
  // Files above `max_size` bytes are left out and counted, and so are paths
  // like one of the globs `exclude`. NotFound when a path does not exist.
  static absl::StatusOr<std::unique_ptr<DirectorySource>> create(
      const std::vector<std::string>& paths, std::uint64_t max_size,
      const std::vector<std::string>& exclude, Coverage& coverage);

  absl::Status read(const Visit& visit, Coverage& coverage,
                    const std::atomic<bool>& stop) override;
  std::uint64_t object_count() const override { return files_.size(); }
  absl::StatusOr<std::string> content(const Location& location) override;

 private:
  // The files that are `named`, without "./", may be links.
  DirectorySource(std::vector<std::string> files,
                  std::set<std::string> named,
                  std::uint64_t max_size)
      : files_(std::move(files)),
        named_(std::move(named)),
        max_size_(max_size) {}

  std::vector<std::string> files_;
  std::set<std::string> named_;
  std::uint64_t max_size_;
  std::atomic<std::size_t> next_{0};
};

}  // namespace patrol::source
