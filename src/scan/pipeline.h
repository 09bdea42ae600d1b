// SPDX-License-Identifier: Apache-2.0
//
// The stages of a scan, in order. Read this first.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "filter/allowlist.h"
#include "filter/baseline.h"
#include "model/encoding.h"
#include "model/report.h"
#include "scan/engine.h"
#include "scan/target.h"

namespace patrol::scan {

// Counts that grow while a scan runs; read by whoever shows progress.
struct Progress {
  std::atomic<const char*> stage{"listing"};  // static strings
  std::atomic<std::uint64_t> objects{0}, total{0}, bytes{0};
  std::atomic<std::uint64_t> findings{0};  // so far; the same secret once
};

struct ScanOptions {
  unsigned threads = 1;
  bool show_suppressed = false;  // locate suppressed findings too
  bool line_hashes = false;      // for SARIF
  bool whole = false;  // search every version whole, not only what changed
  unsigned max_decode_depth = kDecodeDepth;  // 0: nothing is decoded
  std::int64_t now = 0;          // seconds since 1970 UTC
  // When setting up began; for the times of stages.
  std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
  std::vector<std::string> exclude;  // globs; findings there are not news
  const filter::Allowlist* allowlist = nullptr;
  const filter::Baseline* baseline = nullptr;
  MemoryPlan memory;
  const std::atomic<bool>* stop = nullptr;  // set by a signal
  Progress* progress = nullptr;
};

// Runs a scan. Bad data is counted in the report's coverage; an error status
// means that nothing could be scanned.
absl::StatusOr<Report> run(Target& target, Engine& engine,
                           const ScanOptions& options);

}  // namespace patrol::scan
