// SPDX-License-Identifier: Apache-2.0
#include "git/multi_pack_index.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/byte_order.h"
#include "base/mapped_file.h"

namespace patrol::git {
namespace {

constexpr std::size_t kHead = 12;
constexpr std::size_t kChunkRow = 12;
constexpr std::size_t kFanOut = 256 * 4;
constexpr std::uint32_t kLarge = 0x80000000;

std::uint32_t read32(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(base::big_endian(bytes.substr(at, 4)));
}

// "" when there is no such chunk, or its place is not in the file.
std::string_view chunk(std::string_view bytes, std::string_view id) {
  const std::size_t chunks = static_cast<std::uint8_t>(bytes[6]);
  if (bytes.size() < kHead + kChunkRow * (chunks + 1)) return {};
  for (std::size_t i = 0; i < chunks; ++i) {
    const std::size_t row = kHead + kChunkRow * i;
    if (bytes.substr(row, 4) != id) continue;
    const std::uint64_t begin = base::big_endian(bytes.substr(row + 4, 8));
    const std::uint64_t end =
        base::big_endian(bytes.substr(row + kChunkRow + 4, 8));
    if (begin > end || end > bytes.size()) return {};
    return bytes.substr(begin, end - begin);
  }
  return {};
}

// By the numbers of the packs.
std::vector<std::vector<PackIndex::Entry>*> add_packs(std::string_view names,
                                                      PackEntries& packs) {
  std::vector<std::vector<PackIndex::Entry>*> by_number;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find('\0'), names.size());
    by_number.push_back(&packs[std::string(names.substr(0, end))]);
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return by_number;
}

std::uint64_t full_offset(std::uint32_t offset, std::string_view large) {
  if (large.empty() || (offset & kLarge) == 0) return offset;
  const std::size_t at = 8 * std::size_t{offset & ~kLarge};
  return at + 8 <= large.size() ? base::big_endian(large.substr(at, 8))
                                : UINT64_MAX;
}

}  // namespace

absl::StatusOr<PackEntries> read_multi_pack_index(const std::string& path,
                                                  std::size_t id_size) {
  const absl::StatusOr<base::MappedFile> file = base::MappedFile::open(path);
  if (!file.ok()) return file.status();
  const std::string_view bytes = file->bytes();
  if (bytes.size() < kHead || !bytes.starts_with("MIDX") || bytes[4] != 1 ||
      bytes[5] != (id_size == 20 ? 1 : 2)) {
    return absl::UnimplementedError(path +
                                    ": not a multi-pack-index of version 1");
  }
  const std::string_view fan_out = chunk(bytes, "OIDF"),
                         ids = chunk(bytes, "OIDL"),
                         places = chunk(bytes, "OOFF"),
                         large = chunk(bytes, "LOFF");
  if (fan_out.size() < kFanOut) {
    return absl::DataLossError(path + ": damaged multi-pack-index");
  }
  const std::size_t count = read32(fan_out, kFanOut - 4);
  if (ids.size() / id_size < count || places.size() / 8 < count) {
    return absl::DataLossError(path + ": the multi-pack-index is cut short");
  }
  PackEntries packs;
  const auto by_number = add_packs(chunk(bytes, "PNAM"), packs);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t pack = read32(places, 8 * i);
    if (pack >= by_number.size()) continue;
    PackIndex::Entry entry{
        {}, full_offset(read32(places, 8 * i + 4), large)};
    std::memcpy(entry.id.bytes.data(), ids.data() + i * id_size, id_size);
    entry.id.size = static_cast<std::uint8_t>(id_size);
    by_number[pack]->push_back(entry);
  }
  return packs;
}

}  // namespace patrol::git
