// SPDX-License-Identifier: Apache-2.0
//
// Where blobs came in: path, introducing commit, HEAD or not, how reachable.
// Asked after verification, for the few blobs that hold a secret.
//
// The idea: the scan notes which entries each tree has (tree_table.h). From the
// wanted blobs up, the trees that lead to one are found; then the commits are
// gone through, the best reachable and oldest first, and each descends through
// these trees only. A (tree, path) pair is entered once, by the first commit that
// has it: the one that brought it in.
#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/container/inlined_vector.h"
#include "attribute/tree_table.h"
#include "attribute/tree_walk.h"
#include "git/objects.h"
#include "git/repository.h"
#include "model/finding.h"

namespace patrol::attribute {

// What a scan notes about the history while it reads; one a worker. Objects are
// told by their numbers (git::ObjectNumbers).
struct HistoryNotes {
  struct CommitNote {
    std::uint32_t commit, tree;
    absl::InlinedVector<std::uint32_t, 2> parents;
    std::int64_t author_time = 0, committer_time = 0;
  };
  std::vector<CommitNote> commits;
  TreeTable trees;
  absl::flat_hash_map<std::uint32_t, std::uint32_t> tags;  // tag -> its target

  void merge(HistoryNotes&& other);
};

// One place of a blob in the history.
struct Origin {
  std::string path = {};
  ObjectId commit = {};  // none: index, dangling tree
  std::int64_t author_time = 0;
  bool in_head = false;
  Reach reach = Reach::dangling;
  std::string ref = {};
  std::optional<std::uint32_t> reflog_entry = {};  // n of "<ref>@{n}"
  // `commit` is a merge, and none of its parents has the object at this path:
  // what an evil merge brings in. False of commits that stash makes, and where
  // a parent is missing.
  bool merge_only = false;
  // Of `commit` among all commits, parents before children; 0 = not known.
  std::uint32_t rank = 0;
  bool head_known = true;  // false: no HEAD to look into, or a damaged one
};

// How a ref holds what it leads to.
Reach reach_of(git::Ref::Kind kind);
// The most telling refs first: by reach, then HEAD's branch, other branches,
// tags, the rest.
void sort_by_importance(std::vector<git::Ref>& refs,
                        const std::string& head_ref);

using Origins = absl::flat_hash_map<ObjectId, std::vector<Origin>>;

class History {
 public:
  // At most so many paths are told for one blob.
  static constexpr std::size_t kMaxPaths = TreeWalk::kMaxPaths;

  // `repository` and `numbers`, those of the notes, must outlive the history;
  // the repository is used by a thread of its own until a question is answered.
  History(const git::Repository& repository, const git::ObjectNumbers& numbers,
          HistoryNotes notes);
  ~History();

  // The origins of each blob that is in some tree or index; a blob that is in
  // none, but named by a tag, gets an origin without path. Indexes that
  // cannot be read are left out here: whoever sets a scan up counts them.
  Origins trace(const absl::flat_hash_set<ObjectId>& blobs);

  // How a commit or a tag object itself is reachable.
  Origin origin_of(const ObjectId& object);
  bool is_commit(const ObjectId& object) const {
    return place_of(object) != kNone;
  }
  // Some index could not be read; known once blobs were traced.
  bool has_unread_index() const { return has_unread_index_; }
  // Refs and reflogs that could not be read; known once a question is answered.
  const std::vector<git::Unread>& unread_refs() const { return unread_refs_; }

 private:
  void rank_commits();
  void label();  // once the refs are read
  void label_reach(std::vector<git::Ref> refs);
  void add_children(std::vector<std::uint32_t>& first,
                    std::vector<std::uint32_t>& children) const;
  void flood(std::uint32_t from, Reach reach, std::uint32_t holder);
  // How the holder of a commit's label reaches it; neither commit nor path.
  Origin origin_by_label(std::uint32_t commit) const;
  // A merge with all its parents that no stash has made.
  bool is_whole_merge(std::uint32_t commit) const;
  // Place of a commit in the notes; kNone: not there.
  std::uint32_t place_of(const ObjectId& commit) const;
  void add_staged(const absl::flat_hash_set<ObjectId>& blobs,
                  Origins& origins);
  // Without all refs and indexes nobody knows that none leads to an object.
  void be_modest(Origin& origin) const;

  static constexpr std::uint32_t kNone = git::ObjectNumbers::kNone;

  const git::Repository* repository_;
  const git::ObjectNumbers* numbers_;
  HistoryNotes notes_;
  std::vector<std::uint32_t> place_;  // of commits, by their numbers
  absl::flat_hash_map<std::uint32_t, Origin> named_;  // tags, and what they name
  struct CommitLabel {
    Reach reach = Reach::dangling;
    std::uint32_t holder = 0;  // index into holders_
    std::uint32_t rank = 0;  // parents before children, else oldest first
  };
  std::vector<CommitLabel> labels_;     // by commit
  std::vector<std::uint32_t> order_;    // commits, best and oldest first
  struct Holder {  // a ref, or an entry of its reflog
    std::string ref;
    std::optional<std::uint32_t> entry;
    std::uint32_t commit;  // that it names, by place
    bool is_stash;
  };
  std::vector<Holder> holders_;         // [0] holds nothing
  std::vector<git::Unread> unread_refs_;
  bool has_unread_index_ = false;
  bool head_known_ = true;
  std::future<std::vector<git::Ref>> reading_refs_;  // last: ends first
};

}  // namespace patrol::attribute
