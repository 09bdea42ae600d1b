// SPDX-License-Identifier: Apache-2.0
//
// A file mapped for reading. Made for git's packs and indexes, which git only
// ever replaces, never alters or cuts: reading a mapping of a file that is
// cut short ends the process.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"

namespace patrol::base {

class MappedFile {
 public:
  // NotFound or PermissionDenied with the system's words.
  static absl::StatusOr<MappedFile> open(const std::string& path);

  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept
      : bytes_(std::exchange(other.bytes_, {})) {}
  MappedFile& operator=(MappedFile&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~MappedFile();

  std::string_view bytes() const { return bytes_; }
  // Gives the pages read so far back to the system; they are mapped again when
  // they are touched. Keeps resident memory small on a walk through big files.
  void release_pages() const;

 private:
  std::string_view bytes_;
};

}  // namespace patrol::base
