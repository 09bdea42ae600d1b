// SPDX-License-Identifier: Apache-2.0
//
// Decodes the contents of commits, tags and trees. All bytes are untrusted:
// what does not parse yields less, never a read past the end.
// Format: gitformat-pack(5) for ids; the object formats as `git cat-file`
// prints them, trees being a run of "<octal mode> <name>\0<raw id>".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "model/object.h"

namespace patrol::git {

struct Commit {
  ObjectId tree;
  std::vector<ObjectId> parents;
  std::string_view author;         // "Name <mail>"
  std::int64_t author_time = 0;    // seconds since 1970 UTC
  std::int64_t committer_time = 0;
  std::size_t message = 0;  // offset of the message in the content
};

// nullopt when there is no "tree <id>" line. Views point into `content`.
std::optional<Commit> parse_commit(std::string_view content);

struct Tag {
  ObjectId target;
  std::size_t message = 0;
};
std::optional<Tag> parse_tag(std::string_view content);

struct TreeEntry {
  std::uint32_t mode = 0;
  std::string_view name;
  ObjectId id;
  std::string_view raw;  // the entry's bytes in the tree

  bool is_tree() const { return mode == 0040000; }
  bool is_submodule() const { return mode == 0160000; }
};

// Walks the entries of a tree.
class TreeReader {
 public:
  // `id_size` is 20 for SHA-1, 32 for SHA-256.
  TreeReader(std::string_view content, std::size_t id_size)
      : rest_(content), id_size_(id_size) {}
  // False at the end, or where the bytes stop making sense.
  bool next(TreeEntry& entry);
  // The whole content was understood.
  bool clean() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  std::size_t id_size_;
};

// The id that git gives an object: the hash of "<type> <size>\0<content>",
// SHA-1 or SHA-256 after `id_size`.
ObjectId id_of(ObjectType type, std::string_view content, std::size_t id_size);

// The same of content that comes in parts; `size` is of all of it.
class IdHasher {
 public:
  IdHasher(ObjectType type, std::uint64_t size, std::size_t id_size);
  void add(std::string_view part) { hasher_.add(part); }
  ObjectId finish();  // once

 private:
  base::Hasher hasher_;
};

// 40 or 64 hex digits; empty id when `hex` is neither.
ObjectId parse_id(std::string_view hex);

}  // namespace patrol::git
