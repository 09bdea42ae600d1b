// SPDX-License-Identifier: Apache-2.0
//
// One thread of a scan: reads its share of the source and examines it.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "attribute/history.h"
#include "model/coverage.h"
#include "scan/examiner.h"
#include "scan/pipeline.h"
#include "scan/target.h"

namespace patrol::scan {

struct ReadResult {
  FindingTable table;
  attribute::HistoryNotes notes;
  Coverage coverage;
  MatchCounters counters;
  // Objects that others name and the database lacks: id -> who names it.
  absl::flat_hash_map<ObjectId, std::string> missing;

  void merge(ReadResult&& other);
};

class Worker {
 public:
  // All arguments must outlive the worker; `seed` as in ExaminerOptions.
  static absl::StatusOr<std::unique_ptr<Worker>> create(
      Target& target, Engine& engine, const ScanOptions& options,
      std::uint64_t seed, Progress& progress);

  // Before run().
  void examine_ref_names(const std::vector<RefName>& names) {
    examiner_->examine_ref_names(names);
  }
  // Returns when the source is exhausted or `stop` is set.
  void run(const std::atomic<bool>& stop);
  // The result of run(), or the error that ended it.
  absl::StatusOr<ReadResult> take_result();

 private:
  Worker(Target& target, std::unique_ptr<Examiner> examiner, bool whole,
         Progress& progress);
  void visit(const Object& object, const std::atomic<bool>& stop);
  void visit_stream(Object object, const std::atomic<bool>& stop);
  void count_bytes(std::size_t size);
  void visit_tree(const Object& tree);
  void note_missing();
  void note_commit(const Object& object);
  void note_tag(const Object& object);
  std::uint32_t note_named(const ObjectId& id, std::string_view role,
                           const ObjectId& by);

  Target* target_;
  git::ObjectNumbers* numbers_;  // null: no history to take notes of
  std::unique_ptr<Examiner> examiner_;
  Progress* progress_;
  bool whole_;
  ReadResult result_;
  absl::Status status_;
  std::vector<bool> name_is_clean_;  // by its number in the tree table
};

}  // namespace patrol::scan
