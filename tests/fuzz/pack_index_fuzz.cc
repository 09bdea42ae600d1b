// SPDX-License-Identifier: Apache-2.0
//
// Pack indexes: hostile bytes, and sound ones over hostile ids and offsets.
// The first byte says which, and the size of ids.
#include <algorithm>
#include <string>

#include "fuzz/check.h"
#include "fuzz/pack_maker.h"
#include "git/pack_index.h"

using namespace patrol;

namespace {

// What holds for every index that opens, whatever its bytes.
void check_any(const git::PackIndex& index, std::size_t id_size) {
  const std::uint32_t count = index.count();
  for (std::uint32_t i = 0; i < std::min<std::uint32_t>(count, 4096); ++i) {
    const ObjectId id = index.id(i);
    fuzz::require(id.size == id_size, "an id has its size");
    index.offset(i);
    if (const auto found = index.find(id)) {
      fuzz::require(*found < count && index.id(*found) == id,
                    "what is found is what was looked for");
    }
  }
  fuzz::require(index.pack_checksum().size() == id_size, "a checksum, too");
}

// 20 bytes of id and 8 of offset each.
void check_made(std::string_view rest, const test::Scratch& files) {
  std::vector<std::pair<ObjectId, std::uint64_t>> entries;
  while (rest.size() >= 28) {
    ObjectId id;
    id.size = 20;
    std::memcpy(id.bytes.data(), fuzz::take(rest, 20).data(), 20);
    std::uint64_t offset = 0;
    for (const char c : fuzz::take(rest, 8)) {
      offset = offset << 8 | static_cast<unsigned char>(c);
    }
    entries.emplace_back(id, offset);
  }
  const std::string bytes =
      fuzz::make_index(entries, std::string(20, '\0'));
  const auto index =
      git::PackIndex::open(files.write("made.idx", bytes), 20);
  fuzz::require(index.ok(), "a sound index opens");
  fuzz::require(index->count() == entries.size(), "with all entries");
  for (const auto& [id, offset] : entries) {
    const auto found = index->find(id);
    fuzz::require(found && index->id(*found) == id, "each id is found");
  }
  std::stable_sort(entries.begin(), entries.end());
  for (std::uint32_t i = 0; i < index->count(); ++i) {
    fuzz::require(index->id(i) == entries[i].first &&
                      index->offset(i) == entries[i].second,
                  "and is where it was put");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const test::Scratch files;
  std::string_view rest = fuzz::text_of(data, size);
  const std::string_view head = fuzz::take(rest, 1);
  if (head.empty()) return 0;
  if ((head[0] & 1) != 0) {
    check_made(rest, files);
    return 0;
  }
  const std::size_t id_size = (head[0] & 2) != 0 ? 32 : 20;
  const auto index =
      git::PackIndex::open(files.write("x.idx", rest), id_size);
  if (index.ok()) check_any(*index, id_size);
  return 0;
}
