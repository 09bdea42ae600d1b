// SPDX-License-Identifier: Apache-2.0
//
// What a scan read and, by reason, what it did not. A gap is never silent.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

// Why something was not read. Gaps make a scan incomplete (exit 3); what the
// user asked to leave out (`excluded`) does not.
enum class GapReason : std::uint8_t {
  missing_object,   // named, but not in the object database
  corrupt_object,   // there, but cannot be decoded
  wrong_object_id,  // searched, but its bytes are not what its id names
  shallow_history,  // the clone ends at a shallow boundary
  unreadable,       // no permission, I/O error
  unreadable_refs,  // HEAD, refs or reflogs are damaged: labels may be wrong
  too_large,        // above --max-size, or for --max-memory
  special_file,     // FIFO, socket, device: not a gap, but counted
  symlink,          // not followed: not a gap, but counted
  excluded,         // by the user's wish: not a gap
  interrupted,      // a signal ended the scan
};
std::string_view to_string(GapReason reason);
bool is_gap(GapReason reason);

// One warning in full, kept for the first few of each reason.
struct Gap {
  GapReason reason;
  std::string what;    // object id or path
  std::string detail;  // the library's or the system's words
};

struct Coverage {
  static constexpr std::size_t kKeptPerReason = 20;

  std::uint64_t blobs = 0, trees = 0, commits = 0, tags = 0, files = 0;
  std::uint64_t bytes = 0;  // searched, after decompression
  std::map<GapReason, std::uint64_t> not_read;
  std::vector<Gap> gaps;  // at most kKeptPerReason of each reason

  void add_gap(GapReason reason, std::string what, std::string detail = "");
  // Adds what another worker read.
  void merge(const Coverage& other);
  // Nothing is missing that should have been read.
  bool complete() const;
};

}  // namespace patrol
