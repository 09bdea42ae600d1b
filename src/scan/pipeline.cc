// SPDX-License-Identifier: Apache-2.0
#include "scan/pipeline.h"

#include <chrono>
#include <random>
#include <thread>
#include <vector>

#include "scan/assemble.h"
#include "scan/examiner.h"
#include "scan/path_hint.h"
#include "scan/rank.h"
#include "scan/told_names.h"
#include "scan/worker.h"

namespace patrol::scan {
namespace {

// Measures stages for --stats.
class Stopwatch {
 public:
  Stopwatch(std::vector<StageTime>& stages,
            std::chrono::steady_clock::time_point begin)
      : stages_(stages), last_(begin) {}
  void lap(const char* stage) {
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double> passed = now - last_;
    stages_.push_back({stage, passed.count()});
    last_ = now;
  }

 private:
  std::vector<StageTime>& stages_;
  std::chrono::steady_clock::time_point last_;
};

// Reads and examines everything; the workers' results are merged in the end.
absl::StatusOr<ReadResult> read_all(Target& target, Engine& engine,
                                    const ScanOptions& options,
                                    Progress& progress,
                                    const std::atomic<bool>& stop) {
  const std::uint64_t seed = std::random_device{}();
  std::vector<std::unique_ptr<Worker>> workers;
  for (unsigned i = 0; i < options.threads; ++i) {
    absl::StatusOr<std::unique_ptr<Worker>> worker =
        Worker::create(target, engine, options, seed, progress);
    if (!worker.ok()) return worker.status();
    workers.push_back(*std::move(worker));
  }
  ReadResult all;
  const std::vector<RefName> names = target.ref_names(all.coverage);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < workers.size(); ++i) {
      threads.emplace_back([&, i] { workers[i]->run(stop); });
    }
    workers.front()->examine_ref_names(names);
    workers.front()->run(stop);
  }
  for (const std::unique_ptr<Worker>& worker : workers) {
    absl::StatusOr<ReadResult> result = worker->take_result();
    if (!result.ok()) return result.status();
    all.merge(*std::move(result));
  }
  return all;
}

}  // namespace

absl::StatusOr<Report> run(Target& target, Engine& engine,
                           const ScanOptions& options) {
  static const std::atomic<bool> never{false};
  const std::atomic<bool>& stop = options.stop ? *options.stop : never;
  Progress unseen;
  Progress& progress = options.progress ? *options.progress : unseen;

  Report report;
  report.rules = &engine.rules();
  report.start_time = options.now;
  report.coverage = target.coverage;
  target.describe(report);
  Stopwatch stopwatch(report.stages, options.begin);
  stopwatch.lap("set up");

  // 1. Every object is read, matched, verified and judged.
  progress.total = target.source().object_count();
  progress.stage = "searching";
  absl::StatusOr<ReadResult> read =
      read_all(target, engine, options, progress, stop);
  if (!read.ok()) return read.status();
  report.coverage.merge(read->coverage);
  report.counters = read->counters;
  report.inflated_bytes = target.source().inflated_bytes();
  for (const auto& [id, named_by] : read->missing) {
    target.count_missing(id, named_by, report.coverage);
  }
  stopwatch.lap("read and match");
  // From here on no object is searched again.

  // 2. The objects that hold a survivor get their places in the history.
  Assembly assembly(target, engine.rules(), std::move(read->table),
                    options.show_suppressed);
  if (!stop) {
    progress.stage = "tracing";
    const absl::flat_hash_set<ObjectId> objects = assembly.objects();
    report.traced_objects = objects.size();
    assembly.set_places(
        target.locate(objects, std::move(read->notes), report.coverage));
  }
  stopwatch.lap("attribute");

  // 3. One finding for each rule and secret, with all its locations.
  progress.stage = "reporting";
  assembly.build(report);

  // 4. What the configuration and the baseline accept is held back.
  hold_back(report, target, options);

  // 5. What is worked out for reported findings only, then the order to tell
  // them in.
  complete_findings(report, target, options.line_hashes);
  add_path_hints(report.findings);
  rank_findings(report.findings);
  rank_findings(report.suppressed);
  report.interrupted = stop;
  if (stop) report.coverage.add_gap(GapReason::interrupted, "scan", "");

  // 6. What else the report tells may hold secrets, too: they are masked.
  if (absl::Status ok = hide_told_names(report, engine, options.now);
      !ok.ok()) {
    return ok;
  }
  stopwatch.lap("filter and rank");
  report.end_time =
      std::chrono::duration_cast<std::chrono::seconds>(
          std::chrono::system_clock::now().time_since_epoch())
          .count();
  return report;
}

}  // namespace patrol::scan
