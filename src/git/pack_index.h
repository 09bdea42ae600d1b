// SPDX-License-Identifier: Apache-2.0
//
// A pack index, version 2 or 1 (gitformat-pack(5)):
//
//   "\377tOc" | version: 4 | fan-out: 256 x 4 | ids: n x id size, sorted |
//   CRC-32s: n x 4 | offsets: n x 4 | large offsets: m x 8 |
//   pack checksum: id size | index checksum: id size
//
//   fan-out: 256 x 4 | n x (offset: 4 | id: id size), sorted by id |
//   pack checksum: id size | index checksum: id size
//
// Numbers are big-endian. fan-out[b] counts the ids whose first byte is at
// most b. An offset of version 2 with the top bit set is an index into the large ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "base/mapped_file.h"
#include "model/object.h"

namespace patrol::git {

class PackIndex {
 public:
  PackIndex() = default;  // to be assigned to
  // Unimplemented for other versions, DataLoss when the sizes do not fit.
  static absl::StatusOr<PackIndex> open(const std::string& path,
                                        std::size_t id_size);

  struct Entry {
    ObjectId id;
    std::uint64_t offset = 0;
  };
  // One that no file holds, of entries sorted by id. The checksum, of the pack,
  // is as long as an id.
  static PackIndex build(const std::vector<Entry>& entries,
                         std::string_view pack_checksum);

  std::uint32_t count() const { return count_; }
  ObjectId id(std::uint32_t i) const;
  bool is_at(std::uint32_t i, const ObjectId& id) const;
  // Has memory fetched for is_at() soon.
  void prefetch(std::uint32_t i) const {
    __builtin_prefetch(id_bytes(i).data());
  }
  // Where the entry begins in the pack; may lie: check against the pack.
  std::uint64_t offset(std::uint32_t i) const;
  std::optional<std::uint32_t> find(const ObjectId& id) const;
  std::string_view pack_checksum() const;

 private:
  PackIndex(std::size_t id_size, bool is_version_1);

  std::string_view bytes() const {
    return built_.empty() ? file_.bytes() : built_;
  }
  std::string_view id_bytes(std::uint32_t i) const {
    return bytes().substr(ids_ + i * stride_, id_size_);
  }

  base::MappedFile file_;
  std::string built_;  // when there is no file
  std::size_t id_size_ = 0;
  std::size_t fan_out_ = 0, ids_ = 0;  // where they begin
  std::size_t stride_ = 0;             // from one id to the next
  std::uint32_t count_ = 0;
};

}  // namespace patrol::git
