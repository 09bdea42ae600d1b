// SPDX-License-Identifier: Apache-2.0
//
// What a source yields: an object's name, its type and its bytes. Git objects
// have an object id; files and standard input have a path only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

// Git's name of an object: 20 bytes of SHA-1 or 32 of SHA-256. `size` 0 means
// "no id" (files, standard input, a commit that is not known).
struct ObjectId {
  std::array<std::uint8_t, 32> bytes{};
  std::uint8_t size = 0;

  bool empty() const { return size == 0; }
  std::string_view raw() const {
    return {reinterpret_cast<const char*>(bytes.data()), size};
  }
  // Lower-case hex, 40 or 64 digits; "" for no id.
  std::string hex() const;
  friend bool operator==(const ObjectId&, const ObjectId&) = default;
  friend auto operator<=>(const ObjectId&, const ObjectId&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const ObjectId& id) {
    std::uint64_t words[2];  // more than a forger of ids has the same of
    std::memcpy(words, id.bytes.data(), sizeof words);
    return H::combine(std::move(h), words[0], words[1]);
  }
};

enum class ObjectType : std::uint8_t {
  blob,    // git blob
  tree,    // git tree: searched for the names in it
  commit,  // git commit: message, author and committer
  tag,     // annotated tag
  file,    // a file of a directory scan
  stream,  // standard input
};
std::string_view to_string(ObjectType type);

// A run of bytes that a version shares with the one that it is stored against:
// [from, from + size) there is [to, to + size) here.
struct CopiedRun {
  std::size_t from = 0, to = 0, size = 0;
};

// What the visitor of an object noted of it, for visits of the versions that
// are stored against it. Its meaning is the visitor's.
struct Memo {
  bool known = false;
  std::vector<std::uint64_t> notes;
};

// Bytes that are too many to be held.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  // Of all bytes, where it is known before they are read; else 0.
  virtual std::uint64_t size() const { return 0; }
  // The next bytes, as many as fit into `room`; fewer only at the end, or where
  // they cannot be read, which the source tells in the end.
  virtual std::size_t read(std::span<char> room) = 0;
};

// One object of a scan. The views are borrowed from the source and live until
// the visitor returns.
struct Object {
  ObjectId id{};
  ObjectType type = ObjectType::blob;
  std::string_view path{};  // files: as given; blobs: of a change, else ""
  std::string_view content{};
  bool name_only = false;  // its content is not here to be searched
  // Of a large object: its content is read from here, once; `content` is empty.
  ByteStream* stream = nullptr;

  // The version that this one is stored against, which was visited before: its
  // size, its memo if known, and what is shared, in the order of `to`.
  std::size_t base_size = 0;
  const Memo* base_memo = nullptr;
  std::span<const CopiedRun> copied{};
  Memo* memo = nullptr;  // to be filled; null: no version is stored against it
  std::uint32_t number = UINT32_MAX;  // in its repository, if its source knows
};

}  // namespace patrol
