// SPDX-License-Identifier: Apache-2.0
//
// A multi-pack-index, version 1 (gitformat-pack(5)): one index of several
// packs. Read only for packs that have lost their own.
//
//   "MIDX" | version: 1 | id version: 1 | chunks: 1 | base files: 1 | packs: 4 |
//   (chunk id: 4 | offset: 8) x (chunks + 1, the last being the end) | chunks
//
//   PNAM  names of the packs' indexes, each with a zero byte after it
//   OIDF  fan-out: 256 x 4           OIDL  ids, sorted
//   OOFF  (pack: 4 | offset: 4) x ids; an offset with the top bit set is an
//         index into the large ones when there is a chunk of them
//   LOFF  large offsets, 8 each
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "base/mapped_file.h"
#include "git/pack_index.h"

namespace patrol::git {

class MultiPackIndex {
 public:
  // Unimplemented for other versions, DataLoss when the sizes do not fit.
  static absl::StatusOr<MultiPackIndex> open(const std::string& path,
                                             std::size_t id_size);

  // The number of the pack whose index had this file name.
  std::optional<std::uint32_t> find_pack(std::string_view name) const;
  // The pack's objects, by id. One that is in several packs is told of one.
  std::vector<PackIndex::Entry> entries(std::uint32_t pack) const;

 private:
  std::string_view chunk(std::string_view id) const;

  base::MappedFile file_;
  std::size_t id_size_ = 0;
  std::uint32_t count_ = 0;
};

}  // namespace patrol::git
