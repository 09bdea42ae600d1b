// SPDX-License-Identifier: Apache-2.0
//
// Where a scan's bytes come from: the one interface between what is scanned
// and everything after it. Each worker thread calls read() once; the workers
// share the objects out among themselves.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "model/coverage.h"
#include "model/finding.h"
#include "model/object.h"

namespace patrol::source {

class ObjectSource {
 public:
  using Visit = std::function<void(const Object& object)>;

  virtual ~ObjectSource() = default;

  // Reads this worker's share and visits each object once, on the calling
  // thread. What cannot be read goes into `coverage`; an error ends the scan.
  // Stops early, with OK, once `stop` is set.
  virtual absl::Status read(const Visit& visit, Coverage& coverage,
                            const std::atomic<bool>& stop) = 0;

  // Objects to read, for progress; 0 = not known yet.
  virtual std::uint64_t object_count() const { return 0; }

  // About what the program and its lists of objects take, without contents.
  virtual std::uint64_t list_bytes() const { return 0; }
  // A number to sort by before contents of many objects are asked for: what is
  // stored as a change of another comes after it. 0: any order will do.
  virtual std::uint64_t place_of(const ObjectId& /*id*/) const { return 0; }

  // What git's compression gave so far, for --stats.
  virtual std::uint64_t inflated_bytes() const { return 0; }

  // The bytes that hold `location`, for what is worked out for findings only
  // (line hash, UTF-16 columns).
  virtual absl::StatusOr<std::string> content(const Location& location) = 0;
};

}  // namespace patrol::source
