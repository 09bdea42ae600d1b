// SPDX-License-Identifier: Apache-2.0
#include "git/pack_walk.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <thread>

#include "git/inflate_stream.h"
#include "git/objects.h"

namespace patrol::git {
namespace {

// Larger buffers are not kept for reuse.
constexpr std::size_t kSpareSize = std::size_t{4} << 20;
constexpr std::size_t kSpares = 64;

}  // namespace

PackForest::PackForest(std::shared_ptr<const IndexedPack> pack,
                       std::uint64_t release_pages_after)
    : file_(std::move(pack)),
      index_(file_->index),
      pack_(file_->pack),
      release_after_(release_pages_after) {
  link();
}

// The node at `offset`, which is before node n: most bases are close by.
std::uint32_t PackForest::node_before(std::uint32_t n,
                                      std::uint64_t offset) const {
  std::uint32_t reach = 1;
  while (reach < n && nodes_[n - reach].offset > offset) reach *= 2;
  const auto end = nodes_.begin() + n;
  const auto found = std::lower_bound(
      end - std::min(reach, n), end, offset,
      [](const Node& node, std::uint64_t at) { return node.offset < at; });
  return found != end && found->offset == offset
             ? static_cast<std::uint32_t>(found - nodes_.begin())
             : kNone;
}

std::uint64_t PackForest::end_of(std::uint32_t node) const {
  return node + 1 < nodes_.size() ? nodes_[node + 1].offset
                                  : pack_.entries_end();
}

namespace {

// Least significant digits first: offsets of millions of entries in a few
// passes.
template <typename Node>
void sort_by_offset(std::vector<Node>& nodes) {
  constexpr unsigned kBits = 11;
  constexpr std::size_t kDigits = std::size_t{1} << kBits;
  std::uint64_t most = 0;
  for (const Node& node : nodes) most = std::max(most, node.offset);
  std::vector<Node> sorted(nodes.size());
  for (unsigned shift = 0; shift < 64 && most >> shift != 0; shift += kBits) {
    const auto digit = [&](const Node& node) {
      return node.offset >> shift & (kDigits - 1);
    };
    std::array<std::uint32_t, kDigits + 1> next{};
    for (const Node& node : nodes) ++next[digit(node) + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    for (const Node& node : nodes) sorted[next[digit(node)]++] = node;
    nodes.swap(sorted);
  }
}

// Calls `work(begin, end)` for equal parts of [0, count), each in a thread.
template <typename Work>
void in_threads(std::uint32_t count, const Work& work) {
  constexpr std::uint32_t kWorthwhile = 10'000;
  const std::uint32_t most = std::max(1u, std::thread::hardware_concurrency());
  const std::uint32_t parts = std::min(most, count / kWorthwhile + 1);
  std::vector<std::jthread> threads;
  const std::uint64_t all = count;
  for (std::uint32_t i = 1; i < parts; ++i) {
    threads.emplace_back(work, static_cast<std::uint32_t>(all * i / parts),
                         static_cast<std::uint32_t>(all * (i + 1) / parts));
  }
  work(0, static_cast<std::uint32_t>(all / parts));
}

}  // namespace

void PackForest::link() {
  const std::uint32_t count = index_.count();
  duplicate_.assign(count, false);
  copied_.assign(count, false);
  nodes_.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    nodes_[i].offset = index_.offset(i);
    nodes_[i].index = i;
  }
  sort_by_offset(nodes_);
  std::vector<std::uint32_t> node_of_index(count), base_of(count);
  for (std::uint32_t n = 0; n < count; ++n) node_of_index[nodes_[n].index] = n;
  in_threads(count, [&](std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t n = begin; n < end; ++n) {
      base_of[n] = read_header(n, node_of_index);
    }
  });
  bool maybe_cycles = false;
  // From the back, so that children come in the order of the pack.
  for (std::uint32_t n = count; n-- > 0;) {
    if (base_of[n] == kNone) {
      roots_.push_back(n);
      continue;
    }
    maybe_cycles = maybe_cycles || base_of[n] >= n;
    nodes_[n].next_sibling = nodes_[base_of[n]].first_child;
    nodes_[base_of[n]].first_child = n;
  }
  std::reverse(roots_.begin(), roots_.end());
  if (maybe_cycles) break_cycles();
}

// Gives the pages back that are read, now and then.
void PackForest::count_read(std::uint64_t bytes) const {
  const std::uint64_t read = read_since_release_.fetch_add(bytes) + bytes;
  if (read > release_after_ &&
      read_since_release_.exchange(0) > release_after_) {
    pack_.release_pages();
  }
}

// Fills in what the entry's header tells; returns its base.
std::uint32_t PackForest::read_header(
    std::uint32_t n, const std::vector<std::uint32_t>& node_of_index) {
  Node& node = nodes_[n];
  if (n > 0) count_read(node.offset - nodes_[n - 1].offset);
  const std::optional<EntryHeader> header = pack_.header(node.offset);
  node.damaged = !header;
  if (!header) return kNone;
  node.type = header->type;
  if (header->type == EntryType::ofs_delta) {
    const std::uint32_t base = node_before(n, header->base_offset);
    node.damaged = base == kNone;
    return base;
  }
  if (header->type == EntryType::ref_delta) {
    if (auto found = index_.find(header->base_id)) return node_of_index[*found];
  }
  return kNone;
}

// REF_DELTAs can name each other in a circle, which hangs below no root: no
// git writes that, so its entries are damaged, each a root that tells so.
void PackForest::break_cycles() {
  std::vector<bool> reached(nodes_.size());
  std::vector<std::uint32_t> pending = roots_;
  while (!pending.empty()) {
    const std::uint32_t n = pending.back();
    pending.pop_back();
    reached[n] = true;
    for (std::uint32_t child = nodes_[n].first_child; child != kNone;
         child = nodes_[child].next_sibling) {
      pending.push_back(child);
    }
  }
  for (std::uint32_t n = 0; n < nodes_.size(); ++n) {
    if (reached[n]) continue;
    nodes_[n].damaged = true;
    nodes_[n].first_child = kNone;
    roots_.push_back(n);
  }
}

bool is_impostor(const Object& object) {
  return !object.stream &&
         id_of(object.type, object.content, object.id.size) != object.id;
}

PackWalker::PackWalker(Visit visit, OnProblem on_problem, LookUp look_up,
                       VisitCopy visit_copy, const WalkLimits& limits)
    : visit_(std::move(visit)),
      on_problem_(std::move(on_problem)),
      look_up_(std::move(look_up)),
      visit_copy_(std::move(visit_copy)),
      limits_(limits) {}

void PackWalker::walk(const PackForest& forest, std::size_t first,
                      std::size_t last, const std::atomic<bool>& stop) {
  last = std::min(last, forest.roots_.size());
  for (std::size_t i = first; i < last && !stop; ++i) {
    walk_tree(forest, forest.roots_[i], stop);
    end_tree(stop);
  }
}

bool PackWalker::inflate(const PackForest& forest, std::uint32_t node,
                         const EntryHeader& header, Buffer& out) {
  if (!make_room(header.size)) return false;
  problem_ = Problem::corrupt;
  const std::string_view stream =
      forest.pack_.stream(header.data, forest.end_of(node));
  forest.count_read(stream.size());
  inflated_bytes_ += header.size;
  return inflater_.inflate(stream, header.size, out);
}

// Who holds large objects already may hold more of them: that they are of one
// tree is all that bounds them, besides the plan for a path.
bool PackWalker::make_room(std::uint64_t size) {
  problem_ = Problem::too_large;
  if (size > limits_.read.max_size) return false;
  problem_ = Problem::no_room;
  if (size > limits_.read.memory.whole) return false;
  if (size > limits_.read.memory.piece && limits_.read.large && !large_.owns_lock()) {
    large_ = std::unique_lock(*limits_.read.large);
  }
  return true;
}

// Other copies are read when nothing of the tree is held any more.
void PackWalker::end_tree(const std::atomic<bool>& stop) {
  if (delta_.capacity() > kSpareSize) delta_ = {};
  path_.clear();
  if (large_.owns_lock()) large_.unlock();
  for (const Refused& refused : refused_) {
    if (stop) break;
    if (!visit_copy_(refused.object)) {
      on_problem_(refused.object.id, refused.problem);
    }
  }
  refused_.clear();
}

bool PackWalker::is_stream(const PackForest& forest,
                           std::uint32_t root) const {
  const PackForest::Node& node = forest.nodes_[root];
  if (node.damaged || node.type != EntryType::blob) return false;
  const std::uint64_t size =
      forest.pack_.header(node.offset).value_or(EntryHeader{}).size;
  const bool is_base = node.first_child != PackForest::kNone;
  return size > (is_base ? limits_.read.memory.whole : limits_.read.memory.piece);
}

// What was searched cannot be taken back: of a blob with other copies the one to
// be searched is chosen first.
void PackWalker::tell_stream(const PackForest& forest, std::uint32_t root) {
  const PackForest::Node& at = forest.nodes_[root];
  const EntryHeader header = *forest.pack_.header(at.offset);
  problem_ = Problem::too_large;
  if (header.size > limits_.read.max_size) return give_up(forest, root);
  problem_ = Problem::corrupt;
  if (forest.copied_[at.index]) {
    refuse(forest, root);
  } else {
    InflateStream stream(
        forest.pack_.stream(header.data, forest.end_of(root)), header.size,
        [&](std::size_t size) { forest.count_read(size); });
    inflated_bytes_ += header.size;
    tell(forest, root, {.type = ObjectType::blob, .stream = &stream});
    if (!stream.complete()) on_problem_(forest.index_.id(at.index), problem_);
  }
  problem_ = Problem::no_room;
  give_up_below(forest, root);
}

bool PackWalker::read_root(const PackForest& forest, std::uint32_t root,
                           Buffer& out, ObjectType& type) {
  const auto header = forest.pack_.header(forest.nodes_[root].offset);
  problem_ = Problem::corrupt;
  if (!header || forest.nodes_[root].damaged) return false;
  type = object_type(header->type);
  if (!is_delta(header->type)) return inflate(forest, root, *header, out);
  std::string base;
  return look_up_(header->base_id, type, base) &&
         read_child(forest, root, base, out);
}

bool PackWalker::read_child(const PackForest& forest, std::uint32_t child,
                            std::string_view base, Buffer& out) {
  const auto header = forest.pack_.header(forest.nodes_[child].offset);
  problem_ = Problem::corrupt;
  if (!header || !inflate(forest, child, *header, delta_)) return false;
  const auto sizes = delta_sizes(delta_.view());
  if (sizes && !make_room(sizes->result)) return false;
  problem_ = Problem::corrupt;
  return apply_delta(base, delta_.view(), limits_.read.max_size, out, copied_);
}

void PackWalker::tell(const PackForest& forest, std::uint32_t node,
                      Object object) {
  const PackForest::Node& at = forest.nodes_[node];
  object.id = forest.index_.id(at.index);
  if (forest.duplicate_[at.index]) {
    if (!limits_.verify_copies || !is_impostor(object)) return;
    if (object.type != ObjectType::blob) {
      return on_problem_(object.id, Problem::corrupt);
    }
    object.base_memo = nullptr;
    object.memo = nullptr;
    return visit_(object);
  }
  object.number = forest.first_number_ + at.index;
  if (at.first_child == PackForest::kNone) object.memo = nullptr;
  if (object.base_memo && !object.base_memo->known) object.base_memo = nullptr;
  visit_(object);
}

void PackWalker::refuse(const PackForest& forest, std::uint32_t node) {
  const std::uint32_t index = forest.nodes_[node].index;
  if (forest.duplicate_[index]) return;
  const ObjectId id = forest.index_.id(index);
  if (!forest.copied_[index]) return on_problem_(id, problem_);
  refused_.push_back(
      {{.id = id, .number = forest.first_number_ + index}, problem_});
}

void PackWalker::give_up(const PackForest& forest, std::uint32_t top) {
  refuse(forest, top);
  give_up_below(forest, top);
}

void PackWalker::give_up_below(const PackForest& forest, std::uint32_t top) {
  std::vector<std::uint32_t> pending{top};
  while (!pending.empty()) {
    const PackForest::Node& node = forest.nodes_[pending.back()];
    pending.pop_back();
    for (std::uint32_t child = node.first_child; child != PackForest::kNone;
         child = forest.nodes_[child].next_sibling) {
      refuse(forest, child);
      pending.push_back(child);
    }
  }
}

Buffer PackWalker::take_buffer() {
  if (spare_.empty()) return {};
  Buffer buffer = std::move(spare_.back());
  spare_.pop_back();
  spare_bytes_ -= buffer.capacity();
  return buffer;
}

void PackWalker::recycle(Buffer&& buffer) {
  if (buffer.capacity() <= kSpareSize && spare_.size() < kSpares &&
      spare_bytes_ + buffer.capacity() <= limits_.read.memory.path / 4) {
    spare_bytes_ += buffer.capacity();
    spare_.push_back(std::move(buffer));
  }
}

void PackWalker::walk_tree(const PackForest& forest, std::uint32_t root,
                           const std::atomic<bool>& stop) {
  const PackForest::Node& top = forest.nodes_[root];
  if (is_stream(forest, root)) return tell_stream(forest, root);
  ObjectType type = ObjectType::blob;
  Buffer content = take_buffer();
  if (!read_root(forest, root, content, type) &&
      !read_copy(forest, root, type, content)) {
    return give_up(forest, root);
  }
  Memo memo;
  tell(forest, root, {.type = type, .content = content.view(), .memo = &memo});
  path_.clear();
  path_bytes_ = first_held_ = 0;
  push({root, top.first_child, std::move(content), std::move(memo)});
  while (!path_.empty() && !stop) {
    Frame& frame = path_.back();
    if (frame.next_child == PackForest::kNone) {
      pop();
      continue;
    }
    if (frame.dropped && !read_again(forest, frame)) {
      give_up_children(forest, frame);
      continue;
    }
    const std::uint32_t child = frame.next_child;
    frame.next_child = forest.nodes_[child].next_sibling;
    Buffer below = take_buffer();
    ObjectType copy_type = type;
    const bool fine = read_child(forest, child, frame.content.view(), below);
    if (!fine && (!read_copy(forest, child, copy_type, below) ||
                  copy_type != type)) {
      give_up(forest, child);
      continue;
    }
    Memo noted;
    tell(forest, child,
         {.type = type,
          .content = below.view(),
          .base_size = frame.content.view().size(),
          .base_memo = fine ? &frame.memo : nullptr,
          .copied = copied_,
          .memo = &noted});
    const std::uint32_t grandchild = forest.nodes_[child].first_child;
    if (grandchild == PackForest::kNone) {
      recycle(std::move(below));
      continue;
    }
    // After the last child its parent's content is not needed any more.
    if (frame.next_child == PackForest::kNone) pop();
    push({child, grandchild, std::move(below), std::move(noted)});
  }
}

// Of a path that is too large the contents next to the root are dropped: they
// are needed last.
void PackWalker::push(Frame frame) {
  path_bytes_ += frame.bytes();
  path_.push_back(std::move(frame));
  for (; path_bytes_ > limits_.read.memory.path && first_held_ + 1 < path_.size();
       ++first_held_) {
    Frame& above = path_[first_held_];
    path_bytes_ -= above.bytes();
    above.content = {};
    above.memo = {};
    above.dropped = true;
  }
}

void PackWalker::pop() {
  path_bytes_ -= path_.back().bytes();
  recycle(std::move(path_.back().content));
  path_.pop_back();
  first_held_ = std::min(first_held_, path_.size());
}

bool PackWalker::look_up(const PackForest& forest, std::uint32_t node,
                         ObjectType& type, Buffer& out) {
  std::string content;
  if (!look_up_(forest.index_.id(forest.nodes_[node].index), type, content)) {
    return false;
  }
  char* const to = out.resize(content.size());
  if (!content.empty()) std::memcpy(to, content.data(), content.size());
  return true;
}

// The frame is the last of the path.
bool PackWalker::read_again(const PackForest& forest, Frame& frame) {
  problem_ = Problem::corrupt;
  ObjectType type{};
  if (!look_up(forest, frame.node, type, frame.content)) return false;
  path_bytes_ += frame.content.capacity();
  frame.dropped = false;
  first_held_ = path_.size() - 1;
  return true;
}

// Of an entry that has just been found damaged.
bool PackWalker::read_copy(const PackForest& forest, std::uint32_t node,
                           ObjectType& type, Buffer& out) {
  return problem_ == Problem::corrupt &&
         forest.copied_[forest.nodes_[node].index] &&
         look_up(forest, node, type, out);
}

void PackWalker::give_up_children(const PackForest& forest, Frame& frame) {
  for (; frame.next_child != PackForest::kNone;
       frame.next_child = forest.nodes_[frame.next_child].next_sibling) {
    give_up(forest, frame.next_child);
  }
}

}  // namespace patrol::git
