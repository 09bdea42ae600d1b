// SPDX-License-Identifier: Apache-2.0
#include "git/multi_pack_index.h"

#include <algorithm>
#include <cstring>

#include "base/byte_order.h"

namespace patrol::git {
namespace {

constexpr std::size_t kHead = 12;
constexpr std::size_t kChunkRow = 12;
constexpr std::size_t kFanOut = 256 * 4;
constexpr std::uint32_t kLarge = 0x80000000;

std::uint32_t read32(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(base::big_endian(bytes.substr(at, 4)));
}

}  // namespace

absl::StatusOr<MultiPackIndex> MultiPackIndex::open(const std::string& path,
                                                    std::size_t id_size) {
  absl::StatusOr<base::MappedFile> file = base::MappedFile::open(path);
  if (!file.ok()) return file.status();
  MultiPackIndex index;
  index.file_ = *std::move(file);
  index.id_size_ = id_size;
  const std::string_view bytes = index.file_.bytes();
  if (bytes.size() < kHead || !bytes.starts_with("MIDX") || bytes[4] != 1 ||
      bytes[5] != (id_size == 20 ? 1 : 2)) {
    return absl::UnimplementedError(path +
                                    ": not a multi-pack-index of version 1");
  }
  const std::string_view fan_out = index.chunk("OIDF");
  if (fan_out.size() < kFanOut) {
    return absl::DataLossError(path + ": damaged multi-pack-index");
  }
  index.count_ = read32(fan_out, kFanOut - 4);
  if (index.chunk("OIDL").size() / id_size < index.count_ ||
      index.chunk("OOFF").size() / 8 < index.count_) {
    return absl::DataLossError(path + ": the multi-pack-index is cut short");
  }
  return index;
}

std::string_view MultiPackIndex::chunk(std::string_view id) const {
  const std::string_view bytes = file_.bytes();
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

std::optional<std::uint32_t> MultiPackIndex::find_pack(
    std::string_view name) const {
  std::string_view names = chunk("PNAM");
  for (std::uint32_t number = 0; !names.empty(); ++number) {
    const std::size_t end = std::min(names.find('\0'), names.size());
    if (names.substr(0, end) == name) return number;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return std::nullopt;
}

std::vector<PackIndex::Entry> MultiPackIndex::entries(
    std::uint32_t pack) const {
  const std::string_view ids = chunk("OIDL"), places = chunk("OOFF"),
                         large = chunk("LOFF");
  std::vector<PackIndex::Entry> entries;
  for (std::size_t i = 0; i < count_; ++i) {
    if (read32(places, 8 * i) != pack) continue;
    PackIndex::Entry entry{{}, read32(places, 8 * i + 4)};
    if (!large.empty() && (entry.offset & kLarge) != 0) {
      const std::size_t at = 8 * (entry.offset & ~kLarge);
      entry.offset = at + 8 <= large.size()
                         ? base::big_endian(large.substr(at, 8))
                         : UINT64_MAX;
    }
    std::memcpy(entry.id.bytes.data(), ids.data() + i * id_size_, id_size_);
    entry.id.size = static_cast<std::uint8_t>(id_size_);
    entries.push_back(entry);
  }
  return entries;
}

}  // namespace patrol::git
