// SPDX-License-Identifier: Apache-2.0
#include "git/object_numbers.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/hash.h"

namespace patrol::git {

ObjectNumbers::ObjectNumbers(std::size_t count, std::uint64_t seed)
    : seed_(seed), slots_(std::bit_ceil(2 * count + 2), kNone) {}

const ObjectNumbers::Pack& ObjectNumbers::pack_of(std::uint32_t number) const {
  auto pack = packs_.end();
  while ((--pack)->first > number) {
  }
  return *pack;
}

bool ObjectNumbers::has(std::uint32_t number, const ObjectId& id) const {
  if (number >= first_loose_) return loose_[number - first_loose_] == id;
  const Pack& pack = pack_of(number);
  return pack.index->is_at(number - pack.first, id);
}

std::size_t ObjectNumbers::first_slot(const ObjectId& id) const {
  return base::hash64(id.raw(), seed_) & (slots_.size() - 1);
}

// The slot that has the id, or the free one where it would be.
std::size_t ObjectNumbers::slot_of(const ObjectId& id, std::size_t at) const {
  while (slots_[at] != kNone && !has(slots_[at], id)) {
    at = (at + 1) & (slots_.size() - 1);
  }
  return at;
}

void ObjectNumbers::add_pack(
    const PackIndex& index,
    const std::function<void(std::uint32_t i)>& on_duplicate) {
  const std::uint32_t first = stored_;
  packs_.push_back({&index, first});
  stored_ += index.count();
  first_loose_ = stored_;
  constexpr std::uint32_t kAhead = 16;  // memory is fetched so far before use
  for (std::uint32_t i = 0; i < index.count(); ++i) {
    if (i + kAhead < index.count()) {
      __builtin_prefetch(&slots_[first_slot(index.id(i + kAhead))]);
    }
    const ObjectId id = index.id(i);
    std::uint32_t& slot = slots_[slot_of(id, first_slot(id))];
    if (slot == kNone) {
      slot = first + i;
    } else {
      on_duplicate(i);
    }
  }
}

bool ObjectNumbers::add_loose(const ObjectId& id) {
  std::uint32_t& slot = slots_[slot_of(id, first_slot(id))];
  if (slot != kNone) return false;
  slot = stored_++;
  loose_.push_back(id);
  return true;
}

std::uint32_t ObjectNumbers::find(const ObjectId& id) const {
  const std::uint32_t stored = slots_[slot_of(id, first_slot(id))];
  if (stored != kNone) return stored;
  const std::scoped_lock lock(*others_lock_);
  const auto found = other_numbers_.find(id);
  return found == other_numbers_.end() ? kNone : found->second;
}

std::uint32_t ObjectNumbers::number_of(const ObjectId& id) {
  const std::uint32_t stored = slots_[slot_of(id, first_slot(id))];
  return stored == kNone ? give(id) : stored;
}

void ObjectNumbers::numbers_of(std::span<const ObjectId> ids,
                               std::span<std::uint32_t> numbers) {
  std::array<std::size_t, kBatch> slots;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    slots[i] = first_slot(ids[i]);
    __builtin_prefetch(&slots_[slots[i]]);
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::uint32_t number = slots_[slots[i]];
    if (number >= first_loose_) continue;  // loose, or a free slot
    const Pack& pack = pack_of(number);
    pack.index->prefetch(number - pack.first);
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::uint32_t stored = slots_[slot_of(ids[i], slots[i])];
    numbers[i] = stored == kNone ? give(ids[i]) : stored;
  }
}

// To an id that no stored object has.
std::uint32_t ObjectNumbers::give(const ObjectId& id) {
  const std::scoped_lock lock(*others_lock_);
  const auto next = static_cast<std::uint32_t>(size());
  const auto [found, is_new] = other_numbers_.try_emplace(id, next);
  if (is_new) others_.push_back(id);
  return found->second;
}

bool ObjectNumbers::less(std::uint32_t a, std::uint32_t b) const {
  const bool in_one_index = packs_.size() == 1 && std::max(a, b) < first_loose_;
  return in_one_index ? a < b : id_of(a) < id_of(b);
}

ObjectId ObjectNumbers::id_of(std::uint32_t number) const {
  if (number >= stored_) {
    const std::scoped_lock lock(*others_lock_);
    return others_[number - stored_];
  }
  if (number >= first_loose_) return loose_[number - first_loose_];
  const Pack& pack = pack_of(number);
  return pack.index->id(number - pack.first);
}

}  // namespace patrol::git
