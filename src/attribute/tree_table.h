// SPDX-License-Identifier: Apache-2.0
//
// All trees of a history, as differences: of a tree that is stored against
// another only the entries are kept that the other lacks, and which of the
// other's it lost. That is what a scan sees of it anyway, and a small part of
// all entries.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "git/object_numbers.h"
#include "git/objects.h"
#include "model/object.h"

namespace patrol::attribute {

class TreeTable {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  struct Entry {
    std::uint32_t tree;   // the tree record that brought it in
    std::uint32_t child;  // the object's number, see git::ObjectNumbers
    // Names are numbered as they come.
    std::uint32_t name : 30, is_tree : 1, is_submodule : 1;
  };
  // An entry that no earlier tree handed on.
  struct News {
    const git::TreeEntry& entry;
    std::uint32_t name;
    bool new_name;  // first seen in this table
  };
  using OnNews = std::function<void(const News& news)>;

  // Adds a tree and fills its memo. False: it has bytes that are no entries,
  // and gets no memo. All trees of a table take their numbers from the same
  // `numbers`; those of the last entries are not known before settle().
  bool add(const Object& tree, git::ObjectNumbers& numbers,
           const OnNews& on_news);
  void settle(git::ObjectNumbers& numbers);
  // Takes over another table of the same numbers.
  void merge(TreeTable&& other);

  const std::string& name(std::uint32_t number) const {
    return names_[number];
  }
  std::size_t name_count() const { return names_.size(); }
  std::span<const Entry> entries() const { return entries_; }

  std::size_t tree_count() const { return trees_.size(); }
  std::uint32_t object_of(std::uint32_t tree) const {
    return trees_[tree].object;
  }
  // The tree record that it is stored against; kNone: all entries are its own.
  std::uint32_t base_of(std::uint32_t tree) const { return trees_[tree].base; }
  // Entries of the base that it lacks; sorted.
  std::span<const std::uint32_t> lost(std::uint32_t tree) const;

 private:
  struct Tree {
    std::uint32_t object, base;
    std::uint32_t lost_end;  // in lost_; begins where the one before ends
  };

  std::uint32_t name_number(std::string_view name, bool* is_new = nullptr);
  std::size_t carry(const Object& tree, std::size_t at);
  void note_lost(const Memo& base);

  std::deque<std::string> names_;  // they stay where they are
  absl::flat_hash_map<std::string_view, std::uint32_t> name_index_;
  std::vector<Tree> trees_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> lost_;

  std::vector<ObjectId> pending_;  // the children of the last entries

  // While a tree is added. A memo's notes: the number of its record, then for
  // each entry where it begins (upper half) and its number, in order.
  std::vector<std::uint64_t> notes_;
  std::vector<bool> carried_;  // by the place in the base's notes
  std::size_t next_run_ = 0;
};

}  // namespace patrol::attribute
