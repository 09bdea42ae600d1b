// SPDX-License-Identifier: Apache-2.0
#include "match/matcher.h"

#include <algorithm>

namespace patrol::match {

absl::StatusOr<Matcher> Matcher::create(const Database& database,
                                        Confirmer& confirmer) {
  absl::StatusOr<Scanner> scanner = Scanner::create(database);
  if (!scanner.ok()) return scanner.status();
  return Matcher(database, confirmer, *std::move(scanner));
}

absl::Status Matcher::match(std::string_view content,
                            std::vector<Match>& matches) {
  matches.clear();
  hits_.clear();
  absl::Status status =
      scanner_.scan(content, [&](std::uint32_t rule, std::uint64_t to) {
        const std::size_t width = database_->width(rule).anchor;
        const std::size_t end = static_cast<std::size_t>(to);
        const std::size_t begin = width >= end ? 0 : end - width;
        // A pattern of many lengths reports each end: grow the last window.
        if (!hits_.empty() && hits_.back().rule == rule &&
            hits_.back().begin <= begin && hits_.back().end >= begin) {
          hits_.back().end = std::max(hits_.back().end, end);
        } else {
          hits_.push_back({rule, begin, end});
        }
      });
  if (!status.ok()) return status;
  if (!hits_.empty()) confirm_all(content, matches);
  return absl::OkStatus();
}

void Matcher::confirm_all(std::string_view content,
                          std::vector<Match>& matches) {
  std::sort(hits_.begin(), hits_.end());
  std::uint32_t rule = UINT32_MAX;
  std::size_t from = 0;  // end of the rule's last match
  for (std::size_t i = 0; i < hits_.size();) {
    Hit window = hits_[i++];
    while (i < hits_.size() && hits_[i].rule == window.rule &&
           hits_[i].begin <= window.end) {
      window.end = std::max(window.end, hits_[i++].end);
    }
    if (window.rule != rule) {
      rule = window.rule;
      from = 0;
    }
    if (from > window.end) continue;
    from = confirmer_->confirm(rule, content, {window.begin, window.end}, from,
                               matches);
  }
}

}  // namespace patrol::match
