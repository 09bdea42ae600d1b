// SPDX-License-Identifier: Apache-2.0
//
// All objects of a repository, for reading in bulk. Alternates included.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "git/files.h"
#include "git/object_numbers.h"
#include "git/object_reader.h"
#include "git/pack_set.h"
#include "git/pack_walk.h"
#include "model/object.h"

namespace patrol::git {

class ObjectStore {
 public:
  // Lists packs and loose objects. Packs and folders that cannot be opened are
  // told to `on_error`, once each.
  // `release_pages_after`: see MemoryPlan::pages.
  ObjectStore(std::shared_ptr<const PackSet> packs, const OnError& on_error,
              std::uint64_t release_pages_after = MemoryPlan{}.pages);

  std::uint64_t object_count() const { return count_; }
  // About what listing the objects takes, with the indexes of packs. Notes of
  // which object names which come on top: nobody knows them before reading.
  std::uint64_t list_bytes() const;
  ObjectNumbers& numbers() { return *numbers_; }

  // One walk over all objects, shared by several threads: each calls read()
  // with the same walk, and each object is visited by one of them.
  class Walk {
   public:
    Walk() { limits.read.large = &large_; }

    WalkLimits limits;

    std::uint64_t inflated_bytes() const { return inflated_bytes_; }

   private:
    friend class ObjectStore;
    std::atomic<std::size_t> next_{0}, next_copy_{0};
    std::atomic<std::uint64_t> inflated_bytes_{0};
    std::mutex large_;  // see ReadBounds
  };
  using Visit = git::Visit;
  enum class Problem { missing, corrupt, too_large };
  using OnProblem = std::function<void(const ObjectId& id, Problem problem,
                                       std::string why)>;
  // Returns when there is nothing left to claim, or `stop` is set. An error
  // status means that the repository cannot be read at all.
  absl::Status read(Walk& walk, const Visit& visit, const OnProblem& on_problem,
                    const std::atomic<bool>& stop) const;

 private:
  struct Loose {
    ObjectId id;
    std::uint32_t folder;  // index into folders_
  };
  struct Item {  // what a worker claims at a time
    const PackForest* forest;  // nullptr: loose objects
    std::size_t first, last;   // roots of the forest, or loose objects
  };

  void add_loose(std::uint32_t folder, const OnError& on_error);
  void number_objects();
  // The first `numbered` forests have their numbers.
  void mark_copied(const ObjectId& id, std::ptrdiff_t numbered);
  void make_items();
  void read_loose_object(const Loose& loose, const Walk& walk,
                         ObjectReader& copies, const Visit& visit,
                         const OnProblem& on_problem) const;
  void verify_loose_copy(const Loose& loose, const Walk& walk,
                         const Visit& visit, const OnProblem& on_problem) const;

  std::shared_ptr<const PackSet> packs_;
  std::vector<std::unique_ptr<PackForest>> forests_;
  std::vector<std::string> folders_;  // "objects" folders; end in "/"
  std::vector<Loose> loose_;          // sorted by id; in no pack
  std::vector<Loose> loose_copies_;   // of objects that are told elsewhere
  std::unique_ptr<ObjectNumbers> numbers_;
  std::vector<Item> items_;
  std::uint64_t count_ = 0;   // of objects that are told
  std::uint64_t listed_ = 0;  // of those and their copies
};

}  // namespace patrol::git
