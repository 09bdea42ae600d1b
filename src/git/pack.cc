// SPDX-License-Identifier: Apache-2.0
#include "git/pack.h"

#include <algorithm>
#include <cstring>

#include <libdeflate.h>

#include "base/byte_order.h"

namespace patrol::git {
namespace {

constexpr std::uint64_t kFirstEntry = 12;
// Deflate cannot do better than this; a larger claim is a lie.
constexpr std::uint64_t kMostInflation = 1040;

// Reads bytes of a view one by one; `ok` turns false past the end.
struct Cursor {
  std::string_view bytes;
  std::size_t at = 0;
  bool ok = true;

  std::uint8_t next() {
    ok = ok && at < bytes.size();
    return ok ? static_cast<std::uint8_t>(bytes[at++]) : 0;
  }
};

// 7 bits a byte, least significant first, added from bit `shift` up.
std::uint64_t read_varint(Cursor& cursor, unsigned shift = 0) {
  std::uint64_t value = 0;
  for (std::uint8_t byte = 0x80; (byte & 0x80) != 0 && cursor.ok; shift += 7) {
    byte = cursor.next();
    if (shift > 56) cursor.ok = false;
    if (cursor.ok) value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
  }
  return value;
}

std::uint64_t read_back_offset(Cursor& cursor) {
  std::uint8_t byte = cursor.next();
  std::uint64_t value = byte & 0x7F;
  while ((byte & 0x80) != 0 && cursor.ok) {
    byte = cursor.next();
    if (value > (UINT64_MAX >> 8)) cursor.ok = false;
    value = ((value + 1) << 7) | (byte & 0x7F);
  }
  return value;
}

void add_run(CopiedRun run, std::vector<CopiedRun>& runs) {
  if (!runs.empty() && runs.back().from + runs.back().size == run.from &&
      runs.back().to + runs.back().size == run.to) {
    runs.back().size += run.size;
  } else {
    runs.push_back(run);
  }
}

}  // namespace

char* Buffer::resize(std::size_t size) {
  if (size > capacity_ || !bytes_) {
    capacity_ = std::max(size, std::max<std::size_t>(4096, capacity_ * 3 / 2));
    bytes_ = std::make_unique_for_overwrite<char[]>(capacity_);
  }
  size_ = size;
  return bytes_.get();
}

Inflater::Inflater() : decompressor_(libdeflate_alloc_decompressor()) {}

void Inflater::Free::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}

bool Inflater::inflate(std::string_view stream, std::size_t size, Buffer& out) {
  if (!decompressor_ || size / kMostInflation > stream.size()) return false;
  // With a null length pointer, libdeflate takes no size but this one.
  return libdeflate_zlib_decompress(decompressor_.get(), stream.data(),
                                    stream.size(), out.resize(size), size,
                                    nullptr) == LIBDEFLATE_SUCCESS;
}

Inflater::Result Inflater::inflate_up_to(std::string_view stream,
                                         std::uint64_t max_size, Buffer& out) {
  const std::uint64_t possible = stream.size() * kMostInflation + 64;
  const std::uint64_t most = std::min(max_size, possible);
  // libdeflate wants room for all of it: try with more and more.
  for (std::uint64_t room = std::min<std::uint64_t>(most, 4 * stream.size() + 4096);
       decompressor_;) {
    std::size_t size = 0;
    const libdeflate_result result =
        libdeflate_zlib_decompress(decompressor_.get(), stream.data(),
                                   stream.size(), out.resize(room), room, &size);
    if (result == LIBDEFLATE_SUCCESS) {
      out.resize(size);
      return Result::done;
    }
    if (result != LIBDEFLATE_INSUFFICIENT_SPACE) return Result::damaged;
    if (room == most) {
      return most == possible ? Result::damaged : Result::too_large;
    }
    room = std::min(most, room * 4);
  }
  return Result::damaged;
}

bool is_delta(EntryType type) {
  return type == EntryType::ofs_delta || type == EntryType::ref_delta;
}

ObjectType object_type(EntryType type) {
  switch (type) {
    case EntryType::commit:
      return ObjectType::commit;
    case EntryType::tree:
      return ObjectType::tree;
    case EntryType::tag:
      return ObjectType::tag;
    default:
      return ObjectType::blob;
  }
}

std::uint32_t Pack::count() const {
  return static_cast<std::uint32_t>(
      base::big_endian(file_.bytes().substr(8, 4)));
}

absl::StatusOr<Pack> Pack::open(const std::string& path, std::size_t id_size) {
  absl::StatusOr<base::MappedFile> file = base::MappedFile::open(path);
  if (!file.ok()) return file.status();
  Pack pack;
  pack.file_ = *std::move(file);
  pack.id_size_ = id_size;
  const std::string_view bytes = pack.file_.bytes();
  if (bytes.size() < kFirstEntry + id_size || !bytes.starts_with("PACK") ||
      (bytes[7] != 2 && bytes[7] != 3)) {
    return absl::DataLossError(path + ": not a pack of version 2");
  }
  pack.end_ = bytes.size() - id_size;
  return pack;
}

std::optional<EntryHeader> Pack::header(std::uint64_t offset) const {
  if (offset < kFirstEntry || offset >= end_) return std::nullopt;
  Cursor cursor{file_.bytes().substr(0, end_), offset};
  const std::uint8_t first = cursor.next();
  EntryHeader header;
  header.type = static_cast<EntryType>(first >> 4 & 7);
  header.size = first & 15;
  if ((first & 0x80) != 0) header.size |= read_varint(cursor, 4);
  switch (header.type) {
    case EntryType::commit:
    case EntryType::tree:
    case EntryType::blob:
    case EntryType::tag:
      break;
    case EntryType::ofs_delta: {
      const std::uint64_t back = read_back_offset(cursor);
      if (back == 0 || back > offset) return std::nullopt;
      header.base_offset = offset - back;
      break;
    }
    case EntryType::ref_delta: {
      if (end_ - cursor.at < id_size_) return std::nullopt;
      std::memcpy(header.base_id.bytes.data(),
                  file_.bytes().data() + cursor.at, id_size_);
      header.base_id.size = static_cast<std::uint8_t>(id_size_);
      cursor.at += id_size_;
      break;
    }
    default:
      return std::nullopt;
  }
  if (!cursor.ok) return std::nullopt;
  header.data = cursor.at;
  return header;
}

std::string_view Pack::stream(std::uint64_t data, std::uint64_t end) const {
  end = std::min(end, end_);
  return data < end ? file_.bytes().substr(data, end - data)
                    : std::string_view();
}

std::string_view Pack::checksum() const { return file_.bytes().substr(end_); }

std::optional<DeltaSizes> delta_sizes(std::string_view delta) {
  Cursor cursor{delta};
  DeltaSizes sizes;
  sizes.base = read_varint(cursor);
  sizes.result = read_varint(cursor);
  if (!cursor.ok) return std::nullopt;
  return sizes;
}

namespace {

// Most runs are short: where there is room for 16 bytes on both sides, copying
// all of them costs less than a call that looks at the size.
void copy_run(std::string_view run, std::string_view whole, char* end,
              char*& to) {
  constexpr std::size_t kShort = 16;
  const char* const from = run.data();
  if (run.size() <= kShort && end - to >= std::ptrdiff_t{kShort} &&
      whole.data() + whole.size() - from >= std::ptrdiff_t{kShort}) {
    std::memcpy(to, from, kShort);
  } else {
    std::memcpy(to, from, run.size());
  }
  to += run.size();
}

}  // namespace

bool apply_delta(std::string_view base, std::string_view delta,
                 std::uint64_t max_size, Buffer& out,
                 std::vector<CopiedRun>& copied) {
  copied.clear();
  Cursor cursor{delta};
  const std::uint64_t base_size = read_varint(cursor);
  const std::uint64_t size = read_varint(cursor);
  if (!cursor.ok || base_size != base.size() || size > max_size) return false;
  char* const begin = out.resize(size);
  char* const end = begin + size;
  char* to = begin;
  while (cursor.at < delta.size()) {
    const std::uint8_t op = cursor.next();
    std::string_view run, from = delta;
    if ((op & 0x80) != 0) {
      from = base;
      std::uint64_t offset = 0, length = 0;
      for (unsigned i = 0; i < 4; ++i) {
        if (op >> i & 1) offset |= std::uint64_t{cursor.next()} << (8 * i);
      }
      for (unsigned i = 0; i < 3; ++i) {
        if (op >> (4 + i) & 1) length |= std::uint64_t{cursor.next()} << (8 * i);
      }
      if (length == 0) length = 0x10000;
      if (offset > base.size() || length > base.size() - offset) return false;
      run = base.substr(offset, length);
      add_run({offset, static_cast<std::size_t>(to - begin), length}, copied);
    } else {
      if (op == 0 || op > delta.size() - cursor.at) return false;
      run = delta.substr(cursor.at, op);
      cursor.at += op;
    }
    if (!cursor.ok || run.size() > static_cast<std::size_t>(end - to)) {
      return false;
    }
    copy_run(run, from, end, to);
  }
  return to == end;
}

}  // namespace patrol::git
