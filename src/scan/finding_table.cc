// SPDX-License-Identifier: Apache-2.0
#include "scan/finding_table.h"

namespace patrol::scan {
namespace {

void append(std::vector<Occurrence>& to, std::vector<Occurrence>&& from,
            std::uint32_t shift) {
  for (Occurrence& occurrence : from) {
    occurrence.object += shift;
    to.push_back(occurrence);
  }
}

}  // namespace

Entry& FindingTable::entry(std::uint32_t rule, std::string_view secret) {
  Entry& entry = entries_[Key{rule, std::string(secret)}];
  if (entry.secret.empty()) {
    entry.rule = rule;
    entry.secret = secret;
  }
  return entry;
}

std::uint32_t FindingTable::add_object(ObjectRef object) {
  objects_.push_back(std::move(object));
  return static_cast<std::uint32_t>(objects_.size() - 1);
}

void FindingTable::merge(FindingTable&& other) {
  const auto shift = static_cast<std::uint32_t>(objects_.size());
  std::move(other.objects_.begin(), other.objects_.end(),
            std::back_inserter(objects_));
  for (auto& [key, theirs] : other.entries_) {
    Entry& ours = entry(theirs.rule, theirs.secret);
    if (ours.raw.empty()) {
      ours.raw = std::move(theirs.raw);
      ours.verdict = std::move(theirs.verdict);
    }
    if (ours.reason == Suppression::no) ours.reason = theirs.reason;
    append(ours.kept, std::move(theirs.kept), shift);
    append(ours.held_back, std::move(theirs.held_back), shift);
  }
}

}  // namespace patrol::scan
