// SPDX-License-Identifier: Apache-2.0
//
// What a source visits, kept.
#pragma once

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "source/object_source.h"

namespace patrol::test {

struct Visited {
  ObjectId id;
  ObjectType type;
  std::string path, content;
  bool name_only;
  friend auto operator<=>(const Visited&, const Visited&) = default;

  // "blob a/b: text", "file x (name)".
  std::string told() const {
    return std::string(to_string(type)) + (path.empty() ? "" : " " + path) +
           (name_only ? " (name)" : ": " + content);
  }
};

// Reads `source` with so many workers; sorted.
inline std::vector<Visited> visit_all(source::ObjectSource& source,
                                      Coverage& coverage,
                                      unsigned threads = 1) {
  std::vector<std::vector<Visited>> shares(threads);
  std::vector<Coverage> gaps(threads);
  std::vector<absl::Status> statuses(threads);
  const std::atomic<bool> stop{false};
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < threads; ++i) {
      workers.emplace_back([&, i] {
        statuses[i] = source.read(
            [&](const Object& object) {
              shares[i].push_back(
                  {object.id, object.type, std::string(object.path),
                   std::string(object.content), object.name_only});
            },
            gaps[i], stop);
      });
    }
  }
  std::vector<Visited> all;
  for (unsigned i = 0; i < threads; ++i) {
    if (!statuses[i].ok()) coverage.add_gap(GapReason::unreadable, "status");
    coverage.merge(gaps[i]);
    all.insert(all.end(), shares[i].begin(), shares[i].end());
  }
  std::sort(all.begin(), all.end());
  return all;
}

inline std::vector<std::string> told(const std::vector<Visited>& all) {
  std::vector<std::string> lines;
  for (const Visited& each : all) lines.push_back(each.told());
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace patrol::test
