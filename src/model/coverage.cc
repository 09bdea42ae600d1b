// SPDX-License-Identifier: Apache-2.0
//
// Which gaps are kept in full must not depend on which worker saw them first,
// so the kept ones are the first of each reason in the order of their text,
// not of their arrival. Keeping the smallest n of a union gives the same as
// keeping the smallest n of the smallest n of its parts: workers may be merged
// in any order.
#include "model/coverage.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace patrol {
namespace {

bool before(const Gap& a, const Gap& b) {
  return std::tie(a.reason, a.what, a.detail) <
         std::tie(b.reason, b.what, b.detail);
}

// Puts `gap` in its place and drops the last of its reason beyond the limit.
void keep(std::vector<Gap>& gaps, Gap gap) {
  const GapReason reason = gap.reason;
  gaps.insert(std::upper_bound(gaps.begin(), gaps.end(), gap, before),
              std::move(gap));
  const auto first =
      std::lower_bound(gaps.begin(), gaps.end(), reason,
                       [](const Gap& g, GapReason r) { return g.reason < r; });
  const auto end =
      std::upper_bound(first, gaps.end(), reason,
                       [](GapReason r, const Gap& g) { return r < g.reason; });
  if (static_cast<std::size_t>(end - first) > Coverage::kKeptPerReason) {
    gaps.erase(std::prev(end));
  }
}

}  // namespace

std::string_view to_string(GapReason reason) {
  switch (reason) {
    case GapReason::missing_object:
      return "missing-object";
    case GapReason::corrupt_object:
      return "corrupt-object";
    case GapReason::wrong_object_id:
      return "wrong-object-id";
    case GapReason::shallow_history:
      return "shallow-history";
    case GapReason::unreadable:
      return "unreadable";
    case GapReason::unreadable_refs:
      return "unreadable-refs";
    case GapReason::too_large:
      return "too-large";
    case GapReason::special_file:
      return "special-file";
    case GapReason::symlink:
      return "symlink";
    case GapReason::excluded:
      return "excluded";
    case GapReason::interrupted:
      return "interrupted";
  }
  return "";
}

bool is_gap(GapReason reason) {
  return reason != GapReason::special_file && reason != GapReason::symlink &&
         reason != GapReason::excluded;
}

void Coverage::add_gap(GapReason reason, std::string what, std::string detail) {
  ++not_read[reason];
  keep(gaps, Gap{reason, std::move(what), std::move(detail)});
}

void Coverage::merge(const Coverage& other) {
  blobs += other.blobs;
  trees += other.trees;
  commits += other.commits;
  tags += other.tags;
  files += other.files;
  bytes += other.bytes;
  for (const auto& [reason, count] : other.not_read) not_read[reason] += count;
  for (const Gap& gap : other.gaps) keep(gaps, gap);
}

bool Coverage::complete() const {
  return std::none_of(not_read.begin(), not_read.end(), [](const auto& entry) {
    return is_gap(entry.first) && entry.second > 0;
  });
}

}  // namespace patrol
