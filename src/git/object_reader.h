// SPDX-License-Identifier: Apache-2.0
//
// Reads single objects by id, from packs and loose files: what walks over a few
// commits and trees need, and bases that a pack lacks.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "git/pack.h"
#include "git/pack_set.h"
#include "model/object.h"

namespace patrol::git {

// An object and its bytes, which copies of it share.
class RawObject {
 public:
  RawObject() = default;
  RawObject(ObjectType type, std::shared_ptr<const Buffer> content)
      : type_(type), content_(std::move(content)) {}
  RawObject(ObjectType type, std::string_view content);
  ObjectType type() const { return type_; }  // blob, tree, commit or tag
  std::string_view content() const {
    return content_ ? content_->view() : std::string_view();
  }
  std::size_t footprint() const { return content_ ? content_->capacity() : 0; }

 private:
  ObjectType type_ = ObjectType::blob;
  std::shared_ptr<const Buffer> content_;
};

// One a thread; all share a PackSet. Neighbours in a delta chain are cheap to
// read one after the other: the latest bases are kept.
class ObjectReader {
 public:
  static constexpr std::size_t kCacheSize = std::size_t{32} << 20;  // bytes

  explicit ObjectReader(std::shared_ptr<const PackSet> packs)
      : packs_(std::move(packs)) {}

  // NotFound: not in the database. DataLoss: no copy of it can be decoded.
  // ResourceExhausted: a copy that no other replaces is larger than `max_size`,
  // or a delta against an object that is; known before it is built up.
  absl::StatusOr<RawObject> read(const ObjectId& id,
                                 std::uint64_t max_size = UINT64_MAX);

 private:
  using Key = std::pair<const IndexedPack*, std::uint64_t>;  // pack, offset
  struct Step {  // of a delta chain
    std::uint64_t offset;
    EntryHeader header;
  };
  struct Cached {
    RawObject object;
    std::list<Key>::iterator use;
  };

  absl::StatusOr<RawObject> read_packed(PackPlace place,
                                        std::uint64_t max_size);
  absl::StatusOr<RawObject> find_base(const IndexedPack& pack,
                                      std::uint64_t offset,
                                      std::uint64_t max_size,
                                      std::vector<Step>& deltas);
  absl::StatusOr<RawObject> base_elsewhere(const ObjectId& id,
                                           std::uint64_t max_size);
  absl::Status check_result(const IndexedPack& pack, const Step& delta,
                            std::uint64_t max_size);
  absl::Status inflate(const IndexedPack& pack, const Step& step,
                       std::uint64_t max_size, Buffer& out);
  const RawObject* cached(const Key& key);
  void keep(const Key& key, const RawObject& object);

  std::shared_ptr<const PackSet> packs_;
  unsigned depth_ = 0;  // of bases that are looked for in other packs
  Inflater inflater_;
  Buffer delta_;
  std::vector<CopiedRun> copied_;
  absl::flat_hash_map<Key, Cached> cache_;
  std::list<Key> uses_;  // the latest first
  std::size_t cached_bytes_ = 0;
};

}  // namespace patrol::git
