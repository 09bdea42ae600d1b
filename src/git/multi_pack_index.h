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

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "git/pack_index.h"

namespace patrol::git {

// The objects of each pack, sorted by id, under the file name of the pack's own
// index. One that is in several packs is told of one.
using PackEntries = std::map<std::string, std::vector<PackIndex::Entry>>;

// Unimplemented for other versions, DataLoss when the sizes do not fit.
absl::StatusOr<PackEntries> read_multi_pack_index(const std::string& path,
                                                  std::size_t id_size);

}  // namespace patrol::git
