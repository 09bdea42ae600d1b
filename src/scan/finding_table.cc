// SPDX-License-Identifier: Apache-2.0
#include "scan/finding_table.h"

#include <algorithm>
#include <tuple>

namespace patrol::scan {
namespace {

void append(std::vector<Occurrence>& to, std::vector<Occurrence>&& from,
            std::uint32_t shift) {
  for (Occurrence& occurrence : from) {
    occurrence.object += shift;
    to.push_back(occurrence);
  }
}

int sureness(Proof proof) {
  return proof == Proof::valid ? 2 : proof == Proof::none ? 1 : 0;
}

bool surer(const Verdict& a, const Verdict& b) {
  auto facts = [](const Verdict& verdict) {
    std::string all;
    for (const Fact& f : verdict.facts) all += f.name + '\0' + f.value + '\0';
    return all;
  };
  return std::tuple(sureness(a.proof), a.facts.size(), facts(a), a.reason) >
         std::tuple(sureness(b.proof), b.facts.size(), facts(b), b.reason);
}

}  // namespace

void Entry::add(std::string_view as_it_stands, Verdict seen) {
  const bool first = raw.empty();
  add_spelling(as_it_stands);
  if (first || surer(seen, verdict)) verdict = std::move(seen);
}

void Entry::add_spelling(std::string_view as_it_stands) {
  if (raw.empty() || as_it_stands < raw) raw = as_it_stands;
}

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
    ours.add(theirs.raw, std::move(theirs.verdict));
    ours.reason = std::max(ours.reason, theirs.reason);
    ours.also.merge(theirs.also);
    append(ours.kept, std::move(theirs.kept), shift);
    append(ours.held_back, std::move(theirs.held_back), shift);
  }
}

}  // namespace patrol::scan
