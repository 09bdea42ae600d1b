// SPDX-License-Identifier: Apache-2.0
//
// The Hyperscan databases of all anchors of a rule set, in block mode. Anchors
// of bounded width see only what changed between versions, and most of them only
// where a gate is (match/gates.h); those without a bound see whole texts.
// The only user of <hs.h>. Works with Hyperscan and Vectorscan: both are libhs.
#pragma once

#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "match/anchor_shape.h"
#include "match/windows.h"
#include "model/rule.h"

struct hs_database;
struct hs_scratch;

namespace patrol::match {

// Which of the databases has an anchor.
enum class Part : std::uint8_t {
  anywhere,     // it may be anywhere
  keywords,     // counts only before a value run
  runs,         // holds a long run
  authorities,  // holds the authority of a URL
  prefixed,     // no anchor: long runs with a prefix (match/prefixed_runs.h)
  // Has no bound. Only its first hit is told: any match of the rule may begin
  // anywhere.
  unbounded,
};
inline constexpr Part kParts[] = {Part::anywhere, Part::keywords, Part::runs,
                                  Part::authorities, Part::prefixed,
                                  Part::unbounded};

// Longest possible match in bytes; kUnbounded when there is no limit.
inline constexpr std::uint32_t kUnbounded = UINT32_MAX;
struct Width {
  std::uint32_t anchor = 0;
  std::uint32_t pattern = 0;
  // Of a keyword before a value: the width of the keyword alone. Its anchor goes
  // on to where the value is seen to be a run. Else 0.
  std::uint32_t keyword = 0;
  Part part = Part::anywhere;
  bool in_line = false;  // a line feed is the last byte of the anchor, if any
  std::uint16_t unused = 0;  // no byte of it is undefined when it is stored
};

// What a database is compiled for: this machine's processor, or any x86-64
// with SSSE3, which is the least that Hyperscan runs on.
enum class Target { this_machine, any_machine };

// Immutable; shared by all threads.
class Database {
 public:
  // Errors name the rule's file and line and what is wrong with its pattern.
  static absl::StatusOr<Database> compile(const RuleSet& rules, Target target);

  // Bytes for embedding or caching, and back. `deserialise` checks a digest of
  // the bytes and of `rules`, and that this processor can run the database;
  // DataLoss, FailedPrecondition otherwise.
  std::string serialise(const RuleSet& rules) const;
  static absl::StatusOr<Database> deserialise(std::string_view bytes,
                                              const RuleSet& rules);

  // The same for embedding: memory as libhs uses it, so that `in_place` copies
  // and checks nothing. `bytes` stand at a multiple of kAlignment and outlive
  // the database; whoever calls it vouches that they are of these rules, as the
  // build does. FailedPrecondition: made with another version of libhs.
  static constexpr std::size_t kAlignment = 64;
  std::string image() const;
  static absl::StatusOr<Database> in_place(std::string_view bytes,
                                           const RuleSet& rules);

  const Width& width(std::uint32_t rule) const { return widths_[rule]; }
  // The widest bounded anchors.
  const Reach& reach() const { return reach_; }
  // The widest keyword before a value.
  std::uint32_t widest_keyword() const { return widest_keyword_; }
  std::size_t size_bytes() const;
  // The rules that are searched for in prefixed runs.
  const std::vector<std::uint32_t>& prefixed() const { return prefixed_; }
  // Null when no rule is of this part, or the part needs none.
  const hs_database* handle(Part part) const {
    return parts_[static_cast<std::size_t>(part)].get();
  }

 private:
  struct Free {
    Free() {}
    explicit Free(bool is_owned) : owned(is_owned) {}
    bool owned = true;  // false: a part of an image
    void operator()(const hs_database* database) const;
  };
  using Handle = std::unique_ptr<const hs_database, Free>;
  Handle& of(Part part) {
    return parts_[static_cast<std::size_t>(part)];
  }
  absl::Status compile_part(const RuleSet& rules, Part part, Target target);
  void measure();

  Handle parts_[std::size(kParts)];
  std::vector<Width> widths_;  // by rule
  std::vector<std::uint32_t> prefixed_;
  Reach reach_;
  std::uint32_t widest_keyword_ = 0;
};

// OK when this processor can run Hyperscan at all.
absl::Status check_platform();

// The scanning state of one thread.
class Scanner {
 public:
  // Called for each end of an anchor's match: rule index, end offset.
  using OnHit = std::function<void(std::uint32_t rule, std::uint64_t end)>;

  // `database` must outlive the scanner.
  static absl::StatusOr<Scanner> create(const Database& database);

  // Searches `text`, of any size, for the anchors of a part. Long texts are
  // searched in overlapping pieces, so a hit may be told twice; hits come in no
  // particular order.
  absl::Status scan(std::string_view text, Part part, const OnHit& on_hit);

 private:
  struct Free {
    void operator()(hs_scratch* scratch) const;
  };
  const Database* database_ = nullptr;
  std::unique_ptr<hs_scratch, Free> scratch_;
};

}  // namespace patrol::match
