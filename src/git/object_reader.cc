// SPDX-License-Identifier: Apache-2.0
//
// A packed object is the end of a delta chain. The chain is followed down to an
// entry that is whole or cached, then the deltas are applied on the way up, each
// intermediate version being kept for the next look-up.
#include "git/object_reader.h"

#include <algorithm>
#include <cstring>

#include "git/loose.h"
#include "model/memory_plan.h"

namespace patrol::git {
namespace {

// No git writes chains longer than 4095; more is hostile.
constexpr std::size_t kLongestChain = 65536;
// Packs on disk hold their bases; one thin pack upon another is odd, more are a
// circle.
constexpr unsigned kDeepest = 32;

absl::Status damaged() { return absl::DataLossError("damaged in its pack"); }

absl::Status too_large() {
  return absl::ResourceExhaustedError(kTooLarge);
}

// Of several copies: one that is too large may be had in another way, so that
// says more than a damaged one does.
void note(const absl::Status& status, absl::Status& error) {
  if (absl::IsNotFound(status)) return;
  if (error.ok() || absl::IsResourceExhausted(status)) error = status;
}

}  // namespace

RawObject::RawObject(ObjectType type, std::string_view content) : type_(type) {
  auto copy = std::make_shared<Buffer>();
  char* to = copy->resize(content.size());
  if (!content.empty()) std::memcpy(to, content.data(), content.size());
  content_ = std::move(copy);
}

absl::StatusOr<RawObject> ObjectReader::read(const ObjectId& id,
                                             std::uint64_t max_size) {
  absl::Status error;
  for (std::size_t pack = 0; auto place = packs_->find(id, pack);) {
    absl::StatusOr<RawObject> object = read_packed(*place, max_size);
    if (object.ok()) return object;
    note(object.status(), error);
  }
  for (const std::string& folder : packs_->folders()) {
    if (id.empty()) break;
    absl::StatusOr<LooseObject> loose =
        read_loose(folder + loose_name(id),
                   std::min<std::uint64_t>(max_size, UINT32_MAX));
    if (loose.ok()) return RawObject(loose->type, loose->content);
    note(loose.status(), error);
  }
  if (!error.ok()) return error;
  return absl::NotFoundError("not in the object database");
}

absl::StatusOr<RawObject> ObjectReader::read_packed(PackPlace place,
                                                    std::uint64_t max_size) {
  std::vector<Step> deltas;
  absl::StatusOr<RawObject> object =
      find_base(*place.pack, place.offset, max_size, deltas);
  if (!object.ok()) return object;
  for (; !deltas.empty(); deltas.pop_back()) {
    const Step& step = deltas.back();
    absl::Status inflated = inflate(*place.pack, step, max_size, delta_);
    if (!inflated.ok()) return inflated;
    const auto sizes = delta_sizes(delta_.view());
    if (sizes && sizes->result > max_size) return too_large();
    auto content = std::make_shared<Buffer>();
    if (!apply_delta(object->content(), delta_.view(), max_size, *content,
                     copied_)) {
      return damaged();
    }
    object = RawObject(object->type(), std::move(content));
    keep({place.pack, step.offset}, *object);
  }
  if (object->content().size() > max_size) return too_large();
  return object;
}

// Follows the chain of the entry at `offset` to an object that can be had
// without it; `deltas` gets what leads back, the entry itself first.
absl::StatusOr<RawObject> ObjectReader::find_base(const IndexedPack& pack,
                                                  std::uint64_t offset,
                                                  std::uint64_t max_size,
                                                  std::vector<Step>& deltas) {
  for (; deltas.size() < kLongestChain;) {
    if (const RawObject* known = cached({&pack, offset})) return *known;
    const auto header = pack.pack.header(offset);
    if (!header) return damaged();
    const Step step{offset, *header};
    if (!is_delta(header->type)) {
      auto content = std::make_shared<Buffer>();
      absl::Status inflated = inflate(pack, step, max_size, *content);
      if (!inflated.ok()) return inflated;
      RawObject object(object_type(header->type), std::move(content));
      keep({&pack, offset}, object);
      return object;
    }
    if (deltas.empty()) {
      absl::Status fits = check_result(pack, step, max_size);
      if (!fits.ok()) return fits;
    }
    deltas.push_back(step);
    offset = header->base_offset;
    if (header->type == EntryType::ofs_delta) continue;
    const auto here = pack.index.find(header->base_id);
    if (!here) return base_elsewhere(header->base_id, max_size);
    offset = pack.index.offset(*here);
  }
  return damaged();
}

absl::StatusOr<RawObject> ObjectReader::base_elsewhere(const ObjectId& id,
                                                       std::uint64_t max_size) {
  if (depth_ == kDeepest) return damaged();
  ++depth_;
  absl::StatusOr<RawObject> base = read(id, max_size);
  --depth_;
  if (absl::IsNotFound(base.status())) {
    return absl::DataLossError("a delta against " + id.hex() +
                               ", which is not in the object database");
  }
  return base;
}

// Before all its bases are read: will the object be too large?
absl::Status ObjectReader::check_result(const IndexedPack& pack,
                                        const Step& delta,
                                        std::uint64_t max_size) {
  if (max_size == UINT64_MAX) return absl::OkStatus();
  absl::Status inflated = inflate(pack, delta, max_size, delta_);
  if (!inflated.ok()) return inflated;
  const auto sizes = delta_sizes(delta_.view());
  if (!sizes) return damaged();
  return sizes->result > max_size ? too_large() : absl::OkStatus();
}

absl::Status ObjectReader::inflate(const IndexedPack& pack, const Step& step,
                                   std::uint64_t max_size, Buffer& out) {
  if (step.header.size > max_size) return too_large();
  // Where the next entry begins is not known; the stream ends by itself.
  const std::string_view stream =
      pack.pack.stream(step.header.data, pack.pack.entries_end());
  return inflater_.inflate(stream, step.header.size, out) ? absl::OkStatus()
                                                          : damaged();
}

const RawObject* ObjectReader::cached(const Key& key) {
  const auto found = cache_.find(key);
  if (found == cache_.end()) return nullptr;
  uses_.splice(uses_.begin(), uses_, found->second.use);
  return &found->second.object;
}

void ObjectReader::keep(const Key& key, const RawObject& object) {
  if (object.footprint() > kCacheSize / 4) return;
  uses_.push_front(key);
  if (!cache_.emplace(key, Cached{object, uses_.begin()}).second) {
    return uses_.pop_front();
  }
  cached_bytes_ += object.footprint();
  while (cached_bytes_ > kCacheSize) {
    const auto oldest = cache_.find(uses_.back());
    cached_bytes_ -= oldest->second.object.footprint();
    cache_.erase(oldest);
    uses_.pop_back();
  }
}

}  // namespace patrol::git
