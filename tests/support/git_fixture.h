// SPDX-License-Identifier: Apache-2.0
//
// A real repository, made by the git on the PATH: in a scratch folder, with no
// configuration but its own, and with fixed names and dates, so that every run
// makes the same objects.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "git/repository.h"
#include "model/object.h"
#include "support/scratch.h"

namespace patrol::test {

// What a commit gets as its date unless a test says otherwise: the first at
// this second (2024-01-01), each further one a minute later.
inline constexpr std::int64_t kFirstDate = 1704067200;

class GitRepository {
 public:
  enum class Kind { with_files, bare };
  explicit GitRepository(Kind kind = Kind::with_files);

  std::string path() const { return scratch_.path().string(); }
  const Scratch& files() const { return scratch_; }

  // Runs git with `input` on its standard input and returns what it wrote,
  // without the last line's end. Throws when git fails.
  std::string git(const std::vector<std::string>& arguments,
                  std::string_view input = "") const;
  // The same, and what it wrote is an object id.
  ObjectId id(const std::vector<std::string>& arguments,
              std::string_view input = "") const;

  void write(std::string_view name, std::string_view content) const {
    scratch_.write(name, content);
  }
  // Commits all that is in the folder.
  ObjectId commit(const std::string& message);
  // write() and commit().
  ObjectId commit_file(std::string_view name, std::string_view content);
  // An object of any bytes: `type` is "blob", "tree", "commit" or "tag".
  ObjectId object(const std::string& type, std::string_view content) const;

  // Of the next commit; both author's and committer's.
  void set_date(std::int64_t seconds) { date_ = seconds; }
  git::Repository open() const;

 private:
  Scratch scratch_;
  std::int64_t date_ = kFirstDate;
};

}  // namespace patrol::test
