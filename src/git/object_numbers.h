// SPDX-License-Identifier: Apache-2.0
//
// Numbers for object ids: tables about a history are made of 4-byte numbers,
// not of ids. What the object database holds is numbered once, before a scan;
// ids that are only named (missing objects, submodules' commits) get numbers
// above these when they are met. Ids themselves stay in the packs' indexes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "git/pack_index.h"
#include "model/object.h"

namespace patrol::git {

class ObjectNumbers {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  // Room for `count` stored objects. `seed` is not to be guessed: ids of a
  // hostile index are no hashes.
  ObjectNumbers(std::size_t count, std::uint64_t seed);

  // Entry i gets the first number that is free, plus i. Those that an earlier
  // pack, or an earlier entry, has are told to `on_duplicate`; their ids keep
  // the earlier number. `index` must outlive the numbers.
  void add_pack(const PackIndex& index,
                const std::function<void(std::uint32_t i)>& on_duplicate);
  // False when the id has a number already.
  bool add_loose(const ObjectId& id);

  // Threads may call these two at the same time. kNone: it has none.
  std::uint32_t find(const ObjectId& id) const;
  // Gives it one if need be.
  std::uint32_t number_of(const ObjectId& id);
  // The same for many, which is faster: their look-ups wait for memory at the
  // same time. `numbers` is as long as `ids`, which is at most kBatch.
  static constexpr std::size_t kBatch = 32;
  void numbers_of(std::span<const ObjectId> ids,
                  std::span<std::uint32_t> numbers);
  ObjectId id_of(std::uint32_t number) const;
  // In the order of their ids.
  bool less(std::uint32_t a, std::uint32_t b) const;
  bool is_stored(std::uint32_t number) const { return number < stored_; }
  // All numbers so far are below this; not while another thread gives some.
  std::size_t size() const { return stored_ + others_.size(); }

 private:
  struct Pack {
    const PackIndex* index;
    std::uint32_t first;  // number of its entry 0
  };

  std::size_t first_slot(const ObjectId& id) const;
  std::size_t slot_of(const ObjectId& id, std::size_t first) const;
  std::uint32_t give(const ObjectId& id);
  const Pack& pack_of(std::uint32_t number) const;
  bool has(std::uint32_t number, const ObjectId& id) const;

  std::uint64_t seed_;
  std::vector<std::uint32_t> slots_;  // open addressing; at most half full
  std::vector<Pack> packs_;
  std::vector<ObjectId> loose_;
  std::uint32_t first_loose_ = 0, stored_ = 0;

  std::unique_ptr<std::mutex> others_lock_ = std::make_unique<std::mutex>();
  absl::flat_hash_map<ObjectId, std::uint32_t> other_numbers_;
  std::vector<ObjectId> others_;  // numbers from stored_ up
};

}  // namespace patrol::git
