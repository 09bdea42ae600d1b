// SPDX-License-Identifier: Apache-2.0
//
// Packs and indexes made of the bytes of a fuzzer, for the targets that read
// them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libdeflate.h>

#include "fuzz/check.h"
#include "git/pack_walk.h"
#include "support/scratch.h"

namespace patrol::fuzz {

inline std::string big_endian(std::uint64_t value, std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = size; i-- > 0; value >>= 8) {
    bytes[i] = static_cast<char>(value);
  }
  return bytes;
}

inline std::string zlib(std::string_view text) {
  static libdeflate_compressor* const one = libdeflate_alloc_compressor(1);
  std::string out(libdeflate_zlib_compress_bound(one, text.size()), '\0');
  out.resize(libdeflate_zlib_compress(one, text.data(), text.size(), out.data(),
                                      out.size()));
  return out;
}

// The id of entry `n`, spread like a hash; no two are the same.
inline ObjectId id_of_entry(std::size_t n) {
  ObjectId id;
  id.size = 20;
  std::uint64_t word = (n + 1) * 0x9E3779B97F4A7C15u;
  for (std::size_t i = 0; i < 20; ++i) {
    id.bytes[i] = static_cast<std::uint8_t>(word >> (i % 8 * 8));
  }
  return id;
}

inline std::string raw(const ObjectId& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.size};
}

// An index of version 2 over ids, which are sorted first.
inline std::string make_index(
    std::vector<std::pair<ObjectId, std::uint64_t>> entries,
    std::string_view pack_checksum) {
  std::sort(entries.begin(), entries.end());
  std::string fan_out, ids, crcs, offsets, large;
  for (std::size_t byte = 0; byte < 256; ++byte) {
    const auto past = std::partition_point(
        entries.begin(), entries.end(),
        [&](const auto& entry) { return entry.first.bytes[0] <= byte; });
    fan_out += big_endian(static_cast<std::uint64_t>(past - entries.begin()), 4);
  }
  for (const auto& [id, offset] : entries) {
    ids += raw(id);
    crcs += big_endian(0, 4);
    const bool fits = offset < 0x80000000;
    offsets += big_endian(fits ? offset : 0x80000000 | large.size() / 8, 4);
    if (!fits) large += big_endian(offset, 8);
  }
  return "\377tOc" + big_endian(2, 4) + fan_out + ids + crcs + offsets + large +
         std::string(pack_checksum) + std::string(20, '\0');
}

struct MadePack {
  std::string pack, index;
  // Entries that are whole objects and must come out as they are.
  std::vector<std::pair<ObjectId, std::string>> plain;
};

// Entries, each of five bytes and its data:
//   type | which entry before is its base | what its size is claimed too
//   large by | size: 2
inline MadePack make_pack(std::string_view rest) {
  MadePack made;
  std::vector<std::pair<ObjectId, std::uint64_t>> entries;
  std::vector<std::uint64_t> starts;
  made.pack = std::string("PACK") + big_endian(2, 4) + big_endian(0, 4);
  while (rest.size() >= 5 && starts.size() < 64) {
    const std::string_view head = take(rest, 5);
    const auto byte = [&](std::size_t i) {
      return static_cast<unsigned char>(head[i]);
    };
    const std::string_view text = take(rest, byte(3) * 256u + byte(4));
    const std::uint64_t start = made.pack.size();
    const unsigned type = byte(0) & 7;
    std::uint64_t size = text.size() + byte(2);
    std::string header(1, static_cast<char>(type << 4 | (size & 15)));
    for (size >>= 4; size > 0; size >>= 7) {
      header.back() = static_cast<char>(header.back() | 0x80);
      header += static_cast<char>(size & 0x7F);
    }
    if (type == 6) {
      // How far back, most significant first, each "more" adding one.
      const std::uint64_t base =
          starts.empty() ? byte(1) : starts[byte(1) % starts.size()];
      std::uint64_t back = start - base;
      std::string digits(1, static_cast<char>(back & 0x7F));
      while ((back >>= 7) != 0) {
        digits.insert(0, 1, static_cast<char>(0x80 | (--back & 0x7F)));
      }
      header += digits;
    } else if (type == 7) {
      // Entries to come, too, and some of no pack.
      header += raw(id_of_entry(byte(1)));
    }
    const ObjectId id = id_of_entry(starts.size());
    if (byte(2) == 0 && type >= 1 && type <= 4) {
      made.plain.emplace_back(id, text);
    }
    entries.emplace_back(id, start);
    starts.push_back(start);
    made.pack += header + zlib(text);
  }
  made.pack += std::string(20, '\0');
  made.index = make_index(std::move(entries), std::string(20, '\0'));
  return made;
}

// Offsets of entries, two bytes each after their count, then the pack.
inline MadePack adopt_pack(std::string_view rest) {
  MadePack made;
  std::vector<std::pair<ObjectId, std::uint64_t>> entries;
  const std::string_view count = take(rest, 1);
  const std::size_t most =
      count.empty() ? 0 : static_cast<unsigned char>(count[0]) % 64u;
  while (entries.size() < most && rest.size() >= 2) {
    const std::string_view offset = take(rest, 2);
    entries.emplace_back(id_of_entry(entries.size()),
                         static_cast<unsigned char>(offset[0]) * 256u +
                             static_cast<unsigned char>(offset[1]));
  }
  made.pack = std::string(rest);
  made.index = make_index(std::move(entries), std::string(20, '\0'));
  return made;
}

// Where they are put to be opened: in memory, where there is such a folder.
class PackFiles {
 public:
  absl::StatusOr<std::unique_ptr<git::PackForest>> open(
      const MadePack& made) const {
    scratch_.write("x.pack", made.pack);
    scratch_.write("x.idx", made.index);
    auto opened = std::make_shared<git::IndexedPack>();
    auto index = git::PackIndex::open(scratch_ / "x.idx", 20);
    if (!index.ok()) return index.status();
    auto pack = git::Pack::open(scratch_ / "x.pack", 20);
    if (!pack.ok()) return pack.status();
    opened->index = *std::move(index);
    opened->pack = *std::move(pack);
    return std::make_unique<git::PackForest>(std::move(opened));
  }

 private:
  const test::Scratch scratch_;
};

}  // namespace patrol::fuzz
