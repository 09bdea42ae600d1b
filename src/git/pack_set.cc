// SPDX-License-Identifier: Apache-2.0
#include "git/pack_set.h"

#include <filesystem>
#include <optional>
#include <set>
#include <utility>

#include "git/files.h"
#include "git/multi_pack_index.h"

namespace patrol::git {
namespace {

namespace fs = std::filesystem;

// The multi-pack-index of a folder, read when a pack has no index of its own.
using Shared = std::optional<absl::StatusOr<PackEntries>>;

absl::StatusOr<PackIndex> open_index(const fs::path& stem, IndexedPack& pack,
                                     std::size_t id_size, Shared& shared) {
  absl::StatusOr<PackIndex> own =
      PackIndex::open(stem.string() + ".idx", id_size);
  if (!absl::IsNotFound(own.status())) return own;
  if (!shared) {
    shared = read_multi_pack_index(
        (stem.parent_path() / "multi-pack-index").string(), id_size);
  }
  if (!shared->ok()) return own;
  const auto entries = (*shared)->find(stem.filename().string() + ".idx");
  if (entries == (*shared)->end()) return own;
  pack.shared_index = true;
  return PackIndex::build(entries->second, pack.pack.checksum());
}

absl::StatusOr<std::shared_ptr<const IndexedPack>> open_pack(
    const std::string& stem, std::size_t id_size, Shared& shared) {
  auto opened = std::make_shared<IndexedPack>();
  opened->path = stem + ".pack";
  absl::StatusOr<Pack> pack = Pack::open(opened->path, id_size);
  if (!pack.ok()) return pack.status();
  opened->pack = *std::move(pack);
  absl::StatusOr<PackIndex> index = open_index(stem, *opened, id_size, shared);
  if (!index.ok()) return index.status();
  opened->index = *std::move(index);
  return opened;
}

}  // namespace

std::string IndexedPack::damage() const {
  if (index.pack_checksum() != pack.checksum()) {
    return "the index is of another pack, or the pack is cut short; read as "
           "far as it goes";
  }
  // A multi-pack-index names an object in one pack only.
  if (shared_index ? index.count() <= pack.count()
                   : index.count() == pack.count()) {
    return "";
  }
  return "it says that it has " + std::to_string(pack.count()) +
         " objects, and its index names " + std::to_string(index.count()) +
         "; 'git index-pack' makes a new index";
}

void PackSet::open() const {
  std::call_once(opened_, [&] {
    for (const std::string& folder : folders_) open_folder(folder + "pack");
  });
}

void PackSet::open_folder(const std::string& folder) const {
  std::set<std::string> stems;  // sorted
  const OnError tell = [&](std::string what, std::string why) {
    unread_.push_back({std::move(what), std::move(why)});
  };
  for (const fs::path& file : entries_of(folder, tell)) {
    // An index alone is told like a pack that cannot be opened.
    if (file.extension() == ".pack" || file.extension() == ".idx") {
      stems.insert((file.parent_path() / file.stem()).string());
    }
  }
  Shared shared;
  for (const std::string& stem : stems) {
    auto pack = open_pack(stem, id_size_, shared);
    if (!pack.ok()) {
      unread_.push_back({stem + ".pack", std::string(pack.status().message())});
      continue;
    }
    if (std::string damage = (*pack)->damage(); !damage.empty()) {
      unread_.push_back({stem + ".pack", std::move(damage)});
    }
    packs_.push_back(*std::move(pack));
  }
}

const std::vector<std::shared_ptr<const IndexedPack>>& PackSet::packs() const {
  open();
  return packs_;
}

const std::vector<Unread>& PackSet::unread() const {
  open();
  return unread_;
}

std::optional<PackPlace> PackSet::find(const ObjectId& id,
                                       std::size_t& first) const {
  if (id.size != id_size_) return std::nullopt;
  for (const auto& all = packs(); first < all.size();) {
    const IndexedPack& pack = *all[first++];
    if (auto found = pack.index.find(id)) {
      return PackPlace{&pack, pack.index.offset(*found)};
    }
  }
  return std::nullopt;
}

}  // namespace patrol::git
