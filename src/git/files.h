// SPDX-License-Identifier: Apache-2.0
//
// Files and folders of a repository other than packs and objects: one way to
// list them, one to read them. Links are followed, as git does. Nothing waits: a
// FIFO or a device where a file should be is an error.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace patrol::git {

// Told of what cannot be read: a ref, file or folder, and why.
using OnError = std::function<void(std::string what, std::string why)>;

// A file or folder that cannot be read, and why.
struct Unread {
  std::string path, why;
};

// NotFound: there is no such file, or a folder. DataLoss: it is neither file
// nor folder, or cannot be read.
absl::StatusOr<std::string> read_file(const std::filesystem::path& file);
// Something is there that is neither file nor folder.
bool is_special(const std::filesystem::path& path);

// What is in a folder, sorted; one that is not there has nothing in it.
std::vector<std::filesystem::path> entries_of(
    const std::filesystem::path& folder, const OnError& on_error);
// All that is below a folder and is none itself, sorted. A folder that several
// links lead to is looked into once.
std::vector<std::filesystem::path> files_below(
    const std::filesystem::path& folder, const OnError& on_error);

}  // namespace patrol::git
