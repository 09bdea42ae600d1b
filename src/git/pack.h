// SPDX-License-Identifier: Apache-2.0
//
// A pack's entries (gitformat-pack(5)):
//
//   "PACK" | version: 4 | count: 4 | entries … | checksum
//
// An entry is a varint of type and size (first byte: 1 bit "more", 3 bits
// type, 4 bits size; then 7 bits a byte, least significant first), for deltas
// the base (OFS_DELTA: how far back, 7 bits a byte, most significant first,
// each "more" adding one; REF_DELTA: the base's id), then a zlib stream.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/mapped_file.h"
#include "model/object.h"

struct libdeflate_decompressor;

namespace patrol::git {

enum class EntryType : std::uint8_t {
  commit = 1,
  tree = 2,
  blob = 3,
  tag = 4,
  ofs_delta = 6,
  ref_delta = 7,
};

bool is_delta(EntryType type);
// Of an entry that is no delta.
ObjectType object_type(EntryType type);

struct EntryHeader {
  EntryType type = EntryType::blob;
  std::uint64_t size = 0;         // of the inflated data, as the entry claims
  std::uint64_t base_offset = 0;  // ofs_delta: where the base begins
  ObjectId base_id;               // ref_delta
  std::uint64_t data = 0;         // where the zlib stream begins
};

// A growing buffer that does not clear what will be overwritten.
class Buffer {
 public:
  char* resize(std::size_t size);
  std::string_view view() const { return {bytes_.get(), size_}; }
  std::size_t capacity() const { return capacity_; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0, capacity_ = 0;
};

// Inflates zlib streams; one a thread.
class Inflater {
 public:
  Inflater();
  // Exactly `size` bytes from the stream at the start of `stream`; false when
  // it is damaged or of another size.
  bool inflate(std::string_view stream, std::size_t size, Buffer& out);
  // A stream of unknown size, at most `max_size`.
  enum class Result { done, damaged, too_large };
  Result inflate_up_to(std::string_view stream, std::uint64_t max_size,
                       Buffer& out);

 private:
  struct Free {
    void operator()(libdeflate_decompressor* decompressor) const;
  };
  std::unique_ptr<libdeflate_decompressor, Free> decompressor_;
};

class Pack {
 public:
  static absl::StatusOr<Pack> open(const std::string& path,
                                   std::size_t id_size);

  // nullopt when no entry can begin at `offset`.
  std::optional<EntryHeader> header(std::uint64_t offset) const;
  // The bytes from `data` up to `end` (the next entry), or the trailer.
  std::string_view stream(std::uint64_t data, std::uint64_t end) const;
  std::uint64_t entries_end() const { return end_; }
  std::string_view checksum() const;
  // Entries that it says it has.
  std::uint32_t count() const;
  void release_pages() const { file_.release_pages(); }

 private:
  base::MappedFile file_;
  std::size_t id_size_ = 0;
  std::uint64_t end_ = 0;  // where the trailer begins
};

// What a delta says of itself; nullopt when it is damaged.
struct DeltaSizes {
  std::uint64_t base = 0, result = 0;
};
std::optional<DeltaSizes> delta_sizes(std::string_view delta);

// `base` changed as `delta` says; `copied` gets the runs that stay, those that
// touch both in `base` and in the result as one. False when the delta is
// damaged or its result would be larger than `max_size`.
//
//   base size: varint | result size: varint | instructions …
//   1oooosss: copy; the bits say which of 4 offset and 3 size bytes follow,
//             least significant first; size 0 is 0x10000
//   0nnnnnnn: the next n bytes are new; n = 0 is reserved
bool apply_delta(std::string_view base, std::string_view delta,
                 std::uint64_t max_size, Buffer& out,
                 std::vector<CopiedRun>& copied);

}  // namespace patrol::git
