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

#include "git/pack.h"
#include "git/pack_index.h"
#include "git/pack_set.h"
#include "git/visit_object.h"
#include "model/memory_plan.h"
#include "model/object.h"

namespace patrol::git {

class PackForest {
 public:
  // Links the entries: 24 bytes an entry. Those whose header is damaged are
  // kept, to be told as corrupt.
  // `release_pages_after`: see MemoryPlan::pages.
  explicit PackForest(std::shared_ptr<const IndexedPack> pack,
                      std::uint64_t release_pages_after = MemoryPlan{}.pages);

  const PackIndex& index() const { return index_; }
  std::uint32_t count() const { return index_.count(); }
  // Roots in the order of the pack; a walk takes ranges of them.
  std::size_t root_count() const { return roots_.size(); }

  // The number of entry 0 (git::ObjectNumbers); the others follow.
  void set_first_number(std::uint32_t number) { first_number_ = number; }
  std::uint32_t first_number() const { return first_number_; }
  // Entry i of the index stands in another pack too, which tells it.
  void mark_duplicate(std::uint32_t i) {
    duplicate_[i] = true;
    mark_copied(i);
  }
  // Another copy of entry i can be had, should this one be damaged.
  void mark_copied(std::uint32_t i) { copied_[i] = true; }

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
  void count_read(std::uint64_t bytes) const;
  void break_cycles();
  std::uint32_t read_header(std::uint32_t n,
                            const std::vector<std::uint32_t>& node_of_index);
  std::uint32_t node_before(std::uint32_t n, std::uint64_t offset) const;
  std::uint64_t end_of(std::uint32_t node) const;

  std::shared_ptr<const IndexedPack> file_;
  const PackIndex& index_;
  const Pack& pack_;
  std::uint32_t first_number_ = 0;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> roots_;
  std::vector<bool> duplicate_, copied_;
  const std::uint64_t release_after_;
  mutable std::atomic<std::uint64_t> read_since_release_{0};
};

// What bounds a walk.
struct WalkLimits {
  ReadBounds read;
  // Other copies of objects are read, too, to find those that are not what their
  // ids name: these are visited if they are blobs, and told as damaged if not.
  bool verify_copies = false;
};

// An object's bytes are not what its id names. False of streams, which are not
// read for this.
bool is_impostor(const Object& object);

// Walks trees of forests; one a thread.
class PackWalker {
 public:
  // A delta comes after its base, with what it copies from it and the memo that
  // the visitor filled then (see Object).
  using Visit = git::Visit;
  enum class Problem { corrupt, too_large, no_room };
  using OnProblem = std::function<void(const ObjectId& id, Problem problem)>;
  // Any object's type and content, from wherever a good copy of it is: bases
  // that are not in the pack, copies of damaged entries, contents that were
  // dropped for want of room.
  using LookUp = std::function<bool(const ObjectId& id, ObjectType& type,
                                    std::string& content)>;
  // Visits any object once, from wherever a sound copy of it is, as
  // visit_object() does; false if it cannot be read.
  using VisitCopy = std::function<bool(const Named& object)>;

  // Objects above `max_size` bytes are not visited, and told as a problem, as
  // are all that are deltas against them. Blobs that are no deltas and larger
  // than a piece are visited as streams; what must be held and is too large for
  // that has no room.
  PackWalker(Visit visit, OnProblem on_problem, LookUp look_up,
             VisitCopy visit_copy, const WalkLimits& limits);

  // Visits the objects below the roots [first, last).
  void walk(const PackForest& forest, std::size_t first, std::size_t last,
            const std::atomic<bool>& stop);
  std::uint64_t inflated_bytes() const { return inflated_bytes_; }

 private:
  struct Frame {
    std::uint32_t node;
    std::uint32_t next_child;
    Buffer content;
    Memo memo;
    bool dropped = false;  // content and memo; the content is read again

    std::size_t bytes() const {
      return content.capacity() + memo.notes.capacity() * sizeof(Memo::notes[0]);
    }
  };

  void push(Frame frame);
  void pop();
  bool read_again(const PackForest& forest, Frame& frame);
  bool read_copy(const PackForest& forest, std::uint32_t node,
                 ObjectType& type, Buffer& out);
  bool look_up(const PackForest& forest, std::uint32_t node, ObjectType& type,
               Buffer& out);
  void give_up_children(const PackForest& forest, Frame& frame);
  void walk_tree(const PackForest& forest, std::uint32_t root,
                 const std::atomic<bool>& stop);
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
  void end_tree(const std::atomic<bool>& stop);
  void recycle(Buffer&& buffer);
  // The node cannot be read from this pack.
  void refuse(const PackForest& forest, std::uint32_t node);
  // `node` and all below it cannot be read.
  void give_up(const PackForest& forest, std::uint32_t node);
  void give_up_below(const PackForest& forest, std::uint32_t node);
  Buffer take_buffer();

  Visit visit_;
  OnProblem on_problem_;
  LookUp look_up_;
  VisitCopy visit_copy_;
  WalkLimits limits_;
  std::unique_lock<std::mutex> large_;
  Problem problem_ = Problem::corrupt;  // why the last read failed
  Inflater inflater_;
  Buffer delta_;
  std::vector<CopiedRun> copied_;
  struct Refused {
    Named object;
    Problem problem;
  };
  std::vector<Refused> refused_;  // in this tree, with copies elsewhere
  std::vector<Frame> path_;
  std::uint64_t path_bytes_ = 0;  // of the contents and memos in it
  std::size_t first_held_ = 0;    // frames before this one are dropped
  std::vector<Buffer> spare_;
  std::uint64_t inflated_bytes_ = 0;
  std::uint64_t spare_bytes_ = 0;
};

}  // namespace patrol::git
