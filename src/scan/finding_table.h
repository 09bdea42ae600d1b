// SPDX-License-Identifier: Apache-2.0
//
// What the workers found, one entry per (rule, secret), with its occurrences
// as small records. Each worker fills a table of its own; they are merged when
// all have ended.
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/node_hash_map.h"
#include "model/encoding.h"
#include "model/finding.h"

namespace patrol::scan {

// An object in which something was found.
struct ObjectRef {
  ObjectId id;
  ObjectType type = ObjectType::blob;
  std::string path;  // files, staged blobs; names in trees and of refs
  Reach reach = Reach::none;  // of what a ref names
};

struct Occurrence {
  std::uint32_t object = 0;  // index into FindingTable::objects
  Place place = Place::content;
  std::uint32_t line = 1, column = 1, end_line = 1, end_column = 1;
  Encodings encodings{};
};

struct Entry {
  std::uint32_t rule = 0;
  std::string secret;  // normalised
  std::string raw;     // as it stands in the first object
  Verdict verdict;
  std::vector<Occurrence> kept;
  // Held back: the first few, and why the first was.
  std::vector<Occurrence> held_back;
  Suppression reason = Suppression::no;
  std::set<std::uint32_t> also;  // rules that gave way to this one

  // A sighting: the surest verdict of all is kept, and the least spelling, so
  // that the order of sightings does not matter.
  void add(std::string_view as_it_stands, Verdict seen);
  // The same secret, spelt otherwise.
  void add_spelling(std::string_view as_it_stands);
};

class FindingTable {
 public:
  // In one object, so many occurrences of one secret are told.
  static constexpr std::size_t kPerObject = 100;
  static constexpr std::size_t kHeldBack = 10;

  Entry& entry(std::uint32_t rule, std::string_view secret);
  std::uint32_t add_object(ObjectRef object);
  // Adds another worker's finds.
  void merge(FindingTable&& other);

  const std::vector<ObjectRef>& objects() const { return objects_; }
  auto& entries() { return entries_; }
  const auto& entries() const { return entries_; }

 private:
  struct Key {
    std::uint32_t rule;
    std::string secret;
    friend bool operator==(const Key&, const Key&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const Key& key) {
      return H::combine(std::move(h), key.rule, key.secret);
    }
  };
  absl::node_hash_map<Key, Entry> entries_;
  std::vector<ObjectRef> objects_;
};

}  // namespace patrol::scan
