// SPDX-License-Identifier: Apache-2.0
#include "git/object_numbers.h"

#include <algorithm>
#include <bit>

#include "base/hash.h"

namespace patrol::git {

ObjectNumbers::ObjectNumbers(std::size_t count, std::uint64_t seed)
    : seed_(seed), slots_(std::bit_ceil(2 * count + 2), kNone) {}

bool ObjectNumbers::has(std::uint32_t number, const ObjectId& id) const {
  if (number >= first_loose_) return loose_[number - first_loose_] == id;
  auto pack = packs_.end();
  while ((--pack)->first > number) {
  }
  return pack->index->is_at(number - pack->first, id);
}

const std::uint32_t* ObjectNumbers::slot_of(const ObjectId& id) const {
  const std::uint64_t hash = base::hash64(id.raw(), seed_);
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at] != kNone && !has(slots_[at], id)) {
    at = (at + 1) & (slots_.size() - 1);
  }
  return &slots_[at];
}

std::uint32_t* ObjectNumbers::slot_of(const ObjectId& id) {
  return const_cast<std::uint32_t*>(std::as_const(*this).slot_of(id));
}

void ObjectNumbers::add_pack(
    const PackIndex& index,
    const std::function<void(std::uint32_t i)>& on_duplicate) {
  const std::uint32_t first = stored_;
  packs_.push_back({&index, first});
  stored_ += index.count();
  first_loose_ = stored_;
  for (std::uint32_t i = 0; i < index.count(); ++i) {
    std::uint32_t* slot = slot_of(index.id(i));
    if (*slot == kNone) {
      *slot = first + i;
    } else {
      on_duplicate(i);
    }
  }
}

bool ObjectNumbers::add_loose(const ObjectId& id) {
  std::uint32_t* slot = slot_of(id);
  if (*slot != kNone) return false;
  *slot = stored_++;
  loose_.push_back(id);
  return true;
}

std::uint32_t ObjectNumbers::find(const ObjectId& id) const {
  const std::uint32_t stored = *slot_of(id);
  if (stored != kNone) return stored;
  const std::scoped_lock lock(*others_lock_);
  const auto found = other_numbers_.find(id);
  return found == other_numbers_.end() ? kNone : found->second;
}

std::uint32_t ObjectNumbers::number_of(const ObjectId& id) {
  const std::uint32_t stored = *slot_of(id);
  if (stored != kNone) return stored;
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
  if (number >= stored_) return others_[number - stored_];
  if (number >= first_loose_) return loose_[number - first_loose_];
  auto pack = packs_.end();
  while ((--pack)->first > number) {
  }
  return pack->index->id(number - pack->first);
}

}  // namespace patrol::git
