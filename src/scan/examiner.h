// SPDX-License-Identifier: Apache-2.0
//
// One worker's way from an object's bytes to entries of the finding table:
// match, verify, judge, settle overlaps, note.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "match/matcher.h"
#include "model/coverage.h"
#include "model/object.h"
#include "scan/engine.h"
#include "scan/finding_table.h"

namespace patrol::scan {

struct ExaminerOptions {
  std::int64_t now = 0;       // seconds since 1970 UTC, for `expired`
  std::uint64_t seed = 0;     // of the judgement cache; random, so that nobody
                              // can prepare a collision
};

class Examiner {
 public:
  // `engine` must outlive the examiner.
  static absl::StatusOr<std::unique_ptr<Examiner>> create(
      Engine& engine, const ExaminerOptions& options);

  // Content of a blob, a file, a stream, a commit or a tag.
  void examine(const Object& object);
  // A name in a tree; `named` is what it names. False: no rule matches it.
  bool examine_name(std::string_view name, const ObjectId& named,
                    ObjectType type);

  // The first failure of the matching engine: what came after was searched,
  // but the scan cannot be trusted.
  const absl::Status& status() const { return status_; }
  FindingTable take_table() { return std::move(table_); }
  const MatchCounters& counters() const { return matcher_.counters(); }

 private:
  // A match on its way to becoming an occurrence.
  struct Candidate {
    Match match;
    Suppression suppression = Suppression::no;
    bool proved = false;
    Entry* entry = nullptr;
  };

  Examiner(Engine& engine, const ExaminerOptions& options,
           match::Matcher matcher);
  bool search(std::string_view text, const ObjectRef& object, Place place);
  // Judges and notes the current matches.
  void settle(std::string_view text, const ObjectRef& object, Place place,
              std::size_t line_origin);
  Candidate judge(const Match& match, std::string_view text);
  Candidate judge_anew(const Match& match, std::string_view text);
  void settle_overlaps(std::vector<Candidate>& candidates) const;
  void note(const std::vector<Candidate>& candidates, std::string_view text,
            const ObjectRef& object, Place place, std::size_t line_origin);

  Engine* engine_;
  ExaminerOptions options_;
  match::Matcher matcher_;
  absl::Status status_;
  FindingTable table_;
  // By rule, secret and surroundings: most candidates of a history are old
  // acquaintances. A judgement depends on nothing but what its key is made of,
  // so that the order of reading does not matter.
  absl::flat_hash_map<std::uint64_t, Candidate> judgements_;
  std::vector<Match> matches_;        // of the current text
  std::vector<Candidate> candidates_;  // of the current text
};

}  // namespace patrol::scan
