// SPDX-License-Identifier: Apache-2.0
//
// A pack as a forest: each entry hangs below its delta base, so that walking
// a tree depth first inflates every entry once and applies every delta once.
// Only the contents that still have children to come are held.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "git/pack.h"
#include "git/pack_index.h"
#include "model/memory_plan.h"
#include "model/object.h"

namespace patrol::git {

// Which types of objects a walk is for; trees of the forest are all of one
// type, so the others cost nothing.
struct Wanted {
  bool blobs = true, trees = true, commits = true, tags = true;

  bool has(ObjectType type) const;
};

class PackForest {
 public:
  // Maps the pack and its index and links the entries: 24 bytes an entry.
  // `stem` is the path without ".pack". Entries whose header is damaged are
  // kept, to be told as corrupt.
  static absl::StatusOr<std::unique_ptr<PackForest>> open(
      const std::string& stem, std::size_t id_size);

  const PackIndex& index() const { return index_; }
  std::uint32_t count() const { return index_.count(); }
  // The index and the pack do not name the same checksum.
  bool disagrees() const { return index_.pack_checksum() != pack_.checksum(); }
  // Roots in the order of the pack; a walk takes ranges of them.
  std::size_t root_count() const { return roots_.size(); }

  // Entry i of the index stands in another pack too, which tells it.
  void mark_duplicate(std::uint32_t i) { duplicate_[i] = true; }

 private:
  friend class PackWalker;
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Node {  // in the order of offsets
    std::uint64_t offset = 0;
    std::uint32_t index = 0;        // position in the pack index
    std::uint32_t first_child = kNone, next_sibling = kNone;
    EntryType type = EntryType::blob;  // as the entry says, deltas too
    bool damaged = false;              // no header, or no base
  };

  void link();
  void break_cycles();
  std::uint32_t node_at(std::uint64_t offset) const;
  std::uint64_t end_of(std::uint32_t node) const;

  PackIndex index_;
  Pack pack_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> node_of_index_;  // while linking
  std::vector<std::uint32_t> roots_;
  std::vector<bool> duplicate_;
  mutable std::atomic<std::uint64_t> read_since_release_{0};
};

// What bounds a walk.
struct WalkLimits {
  std::uint64_t max_size = UINT64_MAX;  // of objects that are visited
  MemoryPlan memory;
  // Held by the worker that holds objects larger than a piece; shared by all
  // workers. Null: there is only one.
  std::mutex* large = nullptr;
};

// Walks trees of forests; one a thread.
class PackWalker {
 public:
  // A delta comes after its base, with what it copies from it and the memo that
  // the visitor filled then (see Object).
  using Visit = std::function<void(const Object& object)>;
  enum class Problem { corrupt, too_large, no_room };
  using OnProblem = std::function<void(const ObjectId& id, Problem problem)>;
  // Base of a delta that is not in the pack: its type and content.
  using FindBase = std::function<bool(const ObjectId& id, ObjectType& type,
                                      std::string& content)>;

  // Objects above `max_size` bytes are not visited, and told as a problem, as
  // are all that are deltas against them. Blobs that are no deltas and larger
  // than a piece are visited as streams; what must be held and is too large for
  // that has no room.
  PackWalker(Visit visit, OnProblem on_problem, FindBase find_base,
             const WalkLimits& limits);

  // Visits the objects below the roots [first, last) whose type is wanted.
  void walk(const PackForest& forest, std::size_t first, std::size_t last,
            const Wanted& wanted, const std::atomic<bool>& stop);

 private:
  struct Frame {
    std::uint32_t node;
    std::uint32_t next_child;
    Buffer content;
    Memo memo;
  };

  void walk_tree(const PackForest& forest, std::uint32_t root,
                 const Wanted& wanted, const std::atomic<bool>& stop);
  bool read_root(const PackForest& forest, std::uint32_t root, Buffer& out,
                 ObjectType& type);
  bool read_child(const PackForest& forest, std::uint32_t child,
                  std::string_view base, Buffer& out);
  bool inflate(const PackForest& forest, std::uint32_t node,
               const EntryHeader& header, Buffer& out);
  void tell(const PackForest& forest, std::uint32_t node, Object object);
  bool is_stream(const PackForest& forest, std::uint32_t root) const;
  void tell_stream(const PackForest& forest, std::uint32_t root);
  // An object of this size may be held; false with the problem set.
  bool make_room(std::uint64_t size);
  void end_tree();
  void recycle(Buffer&& buffer);
  void count_input(const PackForest& forest, std::size_t size) const;
  // `node` and all below it cannot be read.
  void give_up(const PackForest& forest, std::uint32_t node);
  void give_up_below(const PackForest& forest, std::uint32_t node);
  Buffer take_buffer();

  Visit visit_;
  OnProblem on_problem_;
  FindBase find_base_;
  WalkLimits limits_;
  std::unique_lock<std::mutex> large_;
  Problem problem_ = Problem::corrupt;  // why the last read failed
  Inflater inflater_;
  Buffer delta_;
  std::vector<CopiedRun> copied_;
  std::vector<Frame> path_;
  std::vector<Buffer> spare_;
  std::uint64_t spare_bytes_ = 0;
};

}  // namespace patrol::git
