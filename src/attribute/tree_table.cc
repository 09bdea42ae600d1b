// SPDX-License-Identifier: Apache-2.0
#include "attribute/tree_table.h"

#include <algorithm>
#include <array>

namespace patrol::attribute {
namespace {

constexpr std::uint32_t kMostNames = (std::uint32_t{1} << 30) - 1;

constexpr std::uint64_t note(std::size_t begin, std::uint32_t entry) {
  return std::uint64_t{begin} << 32 | entry;
}
constexpr std::size_t begin_of(std::uint64_t note) { return note >> 32; }
constexpr std::uint32_t entry_of(std::uint64_t note) {
  return static_cast<std::uint32_t>(note);
}

}  // namespace

std::uint32_t TreeTable::name_number(std::string_view name, bool* is_new) {
  auto found = name_index_.find(name);
  if (is_new) *is_new = found == name_index_.end();
  if (found == name_index_.end()) {
    const auto next = static_cast<std::uint32_t>(names_.size());
    found = name_index_.emplace(names_.emplace_back(name), next).first;
  }
  return found->second;
}

std::span<const std::uint32_t> TreeTable::lost(std::uint32_t tree) const {
  const std::uint32_t begin = tree == 0 ? 0 : trees_[tree - 1].lost_end;
  return std::span(lost_).subspan(begin, trees_[tree].lost_end - begin);
}

bool TreeTable::add(const Object& tree, git::ObjectNumbers& numbers,
                    const OnNews& on_news) {
  const Memo* base = tree.base_memo;
  const auto number = static_cast<std::uint32_t>(trees_.size());
  notes_.assign(1, number);
  carried_.assign(base ? base->notes.size() : 0, false);
  next_run_ = 0;
  std::size_t at = 0;
  bool clean = true;
  while (at < tree.content.size()) {
    if (base) at = carry(tree, at);
    git::TreeEntry entry;
    git::TreeReader reader(tree.content.substr(at), tree.id.size);
    if (at == tree.content.size()) break;
    clean = reader.next(entry);
    if (!clean) break;
    const auto own = static_cast<std::uint32_t>(entries_.size());
    bool new_name = false;
    const std::uint32_t name = name_number(entry.name, &new_name);
    entries_.push_back({number, kNone, name & kMostNames, entry.is_tree(),
                        entry.is_submodule()});
    pending_.push_back(entry.id);
    if (pending_.size() == git::ObjectNumbers::kBatch) settle(numbers);
    notes_.push_back(note(at, own));
    at += entry.raw.size();
    on_news({entry, name, new_name});
  }
  if (base) note_lost(*base);
  trees_.push_back({tree.number != kNone ? tree.number
                                         : numbers.number_of(tree.id),
                    base ? static_cast<std::uint32_t>(base->notes[0]) : kNone,
                    static_cast<std::uint32_t>(lost_.size())});
  // Past the entries of a damaged tree are bytes that a version stored against
  // it may complete: that one is read by itself.
  if (tree.memo && clean && tree.content.size() <= UINT32_MAX) {
    tree.memo->known = true;
    tree.memo->notes = notes_;
  }
  return clean;
}

void TreeTable::settle(git::ObjectNumbers& numbers) {
  std::array<std::uint32_t, git::ObjectNumbers::kBatch> found;
  numbers.numbers_of(pending_, std::span(found).first(pending_.size()));
  Entry* entry = entries_.data() + entries_.size() - pending_.size();
  for (std::size_t i = 0; i < pending_.size(); ++i) entry[i].child = found[i];
  pending_.clear();
}

// Takes over the entries of the base that stand in copied runs, as long as one
// begins at `at`; returns where they end.
std::size_t TreeTable::carry(const Object& tree, std::size_t at) {
  const std::vector<std::uint64_t>& base = tree.base_memo->notes;
  for (; next_run_ < tree.copied.size(); ++next_run_) {
    const CopiedRun& run = tree.copied[next_run_];
    if (run.to + run.size <= at) continue;
    if (run.to > at) break;
    const std::size_t shift = run.to - run.from;  // may wrap
    auto next = std::lower_bound(base.begin() + 1, base.end(),
                                 note(at - shift, 0));
    if (next == base.end() || begin_of(*next) != at - shift) break;
    for (; next != base.end(); ++next) {
      const std::size_t end = next + 1 == base.end() ? tree.base_size
                                                     : begin_of(next[1]);
      if (end > run.from + run.size) break;
      notes_.push_back(note(begin_of(*next) + shift, entry_of(*next)));
      carried_[static_cast<std::size_t>(next - base.begin())] = true;
      at = end + shift;
    }
    if (at < run.to + run.size) break;  // an entry that the run has not whole
  }
  return at;
}

void TreeTable::note_lost(const Memo& base) {
  const auto begin = static_cast<std::ptrdiff_t>(lost_.size());
  for (std::size_t i = 1; i < base.notes.size(); ++i) {
    if (!carried_[i]) lost_.push_back(entry_of(base.notes[i]));
  }
  std::sort(lost_.begin() + begin, lost_.end());
}

void TreeTable::merge(TreeTable&& other) {
  if (trees_.empty() && entries_.empty()) {
    *this = std::move(other);
    return;
  }
  std::vector<std::uint32_t> names;
  for (const std::string& name : other.names_) names.push_back(name_number(name));
  const auto tree_base = static_cast<std::uint32_t>(trees_.size());
  const auto entry_base = static_cast<std::uint32_t>(entries_.size());
  const auto lost_base = static_cast<std::uint32_t>(lost_.size());
  for (Tree tree : other.trees_) {
    if (tree.base != kNone) tree.base += tree_base;
    tree.lost_end += lost_base;
    trees_.push_back(tree);
  }
  for (Entry entry : other.entries_) {
    entry.tree += tree_base;
    entry.name = names[entry.name] & kMostNames;
    entries_.push_back(entry);
  }
  for (const std::uint32_t entry : other.lost_) {
    lost_.push_back(entry + entry_base);
  }
  other = {};
}

}  // namespace patrol::attribute
