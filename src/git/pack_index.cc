// SPDX-License-Identifier: Apache-2.0
#include "git/pack_index.h"

#include <algorithm>
#include <cstring>

#include "base/byte_order.h"

namespace patrol::git {
namespace {

// How far from its expected place an id is looked for first.
constexpr std::uint32_t kNear = 8;
constexpr std::size_t kHead = 8;
constexpr std::size_t kFanOut = 256 * 4;
constexpr std::size_t kOffset = 4;  // of version 1, before each id
constexpr std::string_view kMagic = "\377tOc";
constexpr std::uint32_t kLarge = 0x80000000;

std::uint32_t read32(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(base::big_endian(bytes.substr(at, 4)));
}

void append32(std::string& bytes, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(number >> shift & 0xFF);
  }
}

}  // namespace

PackIndex::PackIndex(std::size_t id_size, bool is_version_1)
    : id_size_(id_size),
      fan_out_(is_version_1 ? 0 : kHead),
      ids_(fan_out_ + kFanOut + (is_version_1 ? kOffset : 0)),
      stride_(id_size + (is_version_1 ? kOffset : 0)) {}

absl::StatusOr<PackIndex> PackIndex::open(const std::string& path,
                                          std::size_t id_size) {
  absl::StatusOr<base::MappedFile> file = base::MappedFile::open(path);
  if (!file.ok()) return file.status();
  const bool is_version_1 = !file->bytes().starts_with(kMagic);
  PackIndex index(id_size, is_version_1);
  index.file_ = *std::move(file);
  const std::string_view bytes = index.file_.bytes();
  const std::size_t fixed = index.fan_out_ + kFanOut + 2 * id_size;
  if (bytes.size() < fixed || (!is_version_1 && read32(bytes, 4) != 2)) {
    return absl::UnimplementedError(path +
                                    ": not a pack index of version 2 or 1");
  }
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < 256; ++i) {
    const std::uint32_t next = read32(bytes, index.fan_out_ + 4 * i);
    if (next < last) return absl::DataLossError(path + ": damaged fan-out");
    last = next;
  }
  index.count_ = last;
  const std::size_t each = id_size + (is_version_1 ? 4 : 8);
  if ((bytes.size() - fixed) / each < index.count_) {
    return absl::DataLossError(path + ": the index is cut short");
  }
  return index;
}

PackIndex PackIndex::build(const std::vector<Entry>& entries,
                           std::string_view pack_checksum) {
  PackIndex index(pack_checksum.size(), false);
  index.count_ = static_cast<std::uint32_t>(entries.size());
  std::string& bytes = index.built_;
  bytes = kMagic;
  append32(bytes, 2);
  std::size_t below = 0;
  for (unsigned byte = 0; byte < 256; ++byte) {
    while (below < entries.size() && entries[below].id.bytes[0] <= byte) {
      ++below;
    }
    append32(bytes, static_cast<std::uint32_t>(below));
  }
  for (const Entry& entry : entries) {
    bytes.append(reinterpret_cast<const char*>(entry.id.bytes.data()),
                 index.id_size_);
  }
  bytes.append(4 * entries.size(), '\0');  // no CRC-32 is known
  // All offsets are written as large ones.
  for (std::uint32_t i = 0; i < index.count_; ++i) append32(bytes, kLarge | i);
  for (const Entry& entry : entries) {
    append32(bytes, static_cast<std::uint32_t>(entry.offset >> 32));
    append32(bytes, static_cast<std::uint32_t>(entry.offset));
  }
  bytes += pack_checksum;
  bytes.append(index.id_size_, '\0');
  return index;
}

ObjectId PackIndex::id(std::uint32_t i) const {
  ObjectId id;
  std::memcpy(id.bytes.data(), id_bytes(i).data(), id_size_);
  id.size = static_cast<std::uint8_t>(id_size_);
  return id;
}

bool PackIndex::is_at(std::uint32_t i, const ObjectId& id) const {
  const std::string_view here = id_bytes(i);
  return std::memcmp(here.data(), id.bytes.data(), 8) == 0 &&
         here == id.raw();
}

std::uint64_t PackIndex::offset(std::uint32_t i) const {
  if (fan_out_ == 0) return read32(bytes(), ids_ + i * stride_ - kOffset);
  const std::size_t offsets =
      kHead + kFanOut + std::size_t{count_} * (id_size_ + 4);
  const std::uint32_t small = read32(bytes(), offsets + 4 * std::size_t{i});
  if ((small & kLarge) == 0) return small;
  const std::size_t large =
      offsets + 4 * std::size_t{count_} + 8 * std::size_t{small & ~kLarge};
  if (large + 8 + 2 * id_size_ > bytes().size()) return UINT64_MAX;
  return base::big_endian(bytes().substr(large, 8));
}

std::optional<std::uint32_t> PackIndex::find(const ObjectId& id) const {
  const std::size_t first = id.bytes[0];
  std::uint32_t low =
      first == 0 ? 0 : read32(bytes(), fan_out_ + 4 * (first - 1));
  std::uint32_t high = read32(bytes(), fan_out_ + 4 * first);
  // Ids are hashes, spread evenly: the next three bytes tell about where one
  // stands, so few steps are needed around that place.
  const std::uint64_t fraction = std::uint64_t{id.bytes[1]} << 16 |
                                 std::uint64_t{id.bytes[2]} << 8 | id.bytes[3];
  auto middle = static_cast<std::uint32_t>(
      low + ((std::uint64_t{high} - low) * fraction >> 24));
  for (std::uint32_t step = kNear; low < high; step *= 2) {
    const int order =
        std::memcmp(id_bytes(middle).data(), id.bytes.data(), id_size_);
    if (order == 0) return middle;
    (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
    const std::uint32_t half = (high - low) / 2;
    middle = order < 0 ? low + std::min(half, step)
                       : high - 1 - std::min(half, step - 1);
  }
  return std::nullopt;
}

std::string_view PackIndex::pack_checksum() const {
  return bytes().substr(bytes().size() - 2 * id_size_, id_size_);
}

}  // namespace patrol::git
