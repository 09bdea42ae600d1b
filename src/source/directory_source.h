// SPDX-License-Identifier: Apache-2.0
//
// Files and folders. `.git` is left out, symbolic links inside are not
// followed, special files are counted and never opened; one that is named is a
// gap. Of what is not read, the name is visited all the same.
#pragma once

#include <atomic>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "model/memory_plan.h"
#include "source/object_source.h"

namespace patrol::source {

class DirectorySource : public ObjectSource {
 public:
  // Lists the files below `paths`, each once. What cannot be listed goes into
  // `coverage`. Files larger than a piece of `memory` are visited as streams.
  // Those above `max_size` bytes are left out and counted, and so
  // are paths that, as they are or below their path of `paths`, are like one of
  // the globs `exclude`. NotFound when a path does not exist.
  static absl::StatusOr<std::unique_ptr<DirectorySource>> create(
      const std::vector<std::string>& paths, std::uint64_t max_size,
      const std::vector<std::string>& exclude, Coverage& coverage,
      const MemoryPlan& memory = {});

  absl::Status read(const Visit& visit, Coverage& coverage,
                    const std::atomic<bool>& stop) override;
  std::uint64_t object_count() const override {
    return listing_.files.size() + listing_.others.size();
  }
  absl::StatusOr<std::string> content(const Location& location) override;

  // A path relative to the folder below which the user wanted it found; as it
  // is when that is none.
  std::string_view below_named(std::string_view path) const {
    return below_named(listing_.folders, path);
  }

 private:
  struct Listing {
    std::vector<std::string> files;   // to be read
    std::vector<std::string> others;  // of which only the name is visited
    // Files that the user named, without "./": they may be links.
    std::set<std::string> named;
    std::vector<std::string> folders;  // that the user named
  };
  static std::string_view below_named(const std::vector<std::string>& folders,
                                      std::string_view path);
  class Lister;

  DirectorySource(Listing listing, std::uint64_t max_size, std::uint64_t piece)
      : listing_(std::move(listing)), max_size_(max_size), piece_(piece) {}

  Listing listing_;
  std::uint64_t max_size_, piece_;
  std::atomic<std::size_t> next_{0};
};

}  // namespace patrol::source
