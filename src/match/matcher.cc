// SPDX-License-Identifier: Apache-2.0
#include "match/matcher.h"

#include <algorithm>
#include <functional>

namespace patrol::match {
namespace {

constexpr unsigned kRuleBits = 20;
constexpr std::uint64_t kRuleMask = (std::uint64_t{1} << kRuleBits) - 1;
// A memo that would hold more than a hit for so many bytes is not kept: it
// would cost more than searching again.
constexpr std::size_t kBytesForHit = 32;

}  // namespace

absl::StatusOr<Matcher> Matcher::create(const Database& database,
                                        Confirmer& confirmer) {
  absl::StatusOr<Scanner> scanner = Scanner::create(database);
  if (!scanner.ok()) return scanner.status();
  return Matcher(database, confirmer, *std::move(scanner));
}

absl::Status Matcher::match(std::string_view content,
                            std::vector<Match>& matches) {
  return match(Object{.content = content}, matches);
}

absl::Status Matcher::match(const Object& object, std::vector<Match>& matches) {
  matches.clear();
  hits_.clear();
  const std::string_view content = object.content;
  const bool changes_only = object.base_memo && database_->reach();
  absl::Status status = changes_only
                            ? search_changes(object)
                            : search(content, 0, {0, content.size()});
  if (!status.ok()) return status;
  if (!std::is_sorted(hits_.begin(), hits_.end(), std::less_equal<>())) {
    std::sort(hits_.begin(), hits_.end());
    hits_.erase(std::unique(hits_.begin(), hits_.end()), hits_.end());
  }
  if (object.memo && hits_.size() <= content.size() / kBytesForHit) {
    object.memo->known = true;
    object.memo->notes = hits_;
  }
  if (!hits_.empty()) {
    find_windows();
    confirm_all(content, matches);
  }
  counters_.hits += hits_.size();
  counters_.matches += matches.size();
  return absl::OkStatus();
}

// Adds the hits in `text`, which begins at `offset`, that end in `ends`.
absl::Status Matcher::search(std::string_view text, std::size_t offset,
                             Span ends) {
  counters_.bytes += text.size();
  return scanner_.scan(text, [&](std::uint32_t rule, std::uint64_t to) {
    const std::uint64_t end = offset + to;
    if (ends.begin <= end && end <= ends.end) {
      hits_.push_back(end << kRuleBits | rule);
    }
  });
}

absl::Status Matcher::search_changes(const Object& object) {
  plan_windows(object.content, object.base_size, object.copied,
               *database_->reach(), pieces_);
  for (const Piece& piece : pieces_) {
    if (piece.carried) {
      carry(*object.base_memo, piece);
    } else if (absl::Status ok = search(piece.text.of(object.content),
                                        piece.text.begin, piece.ends);
               !ok.ok()) {
      return ok;
    }
  }
  return absl::OkStatus();
}

void Matcher::carry(const Memo& base, const Piece& piece) {
  const auto shift = static_cast<std::uint64_t>(piece.shift);  // may wrap
  const std::uint64_t first = (piece.ends.begin + shift) << kRuleBits;
  const std::uint64_t end = (piece.ends.end + shift + 1) << kRuleBits;
  for (auto hit = std::lower_bound(base.notes.begin(), base.notes.end(), first);
       hit != base.notes.end() && *hit < end; ++hit) {
    hits_.push_back(*hit - (shift << kRuleBits));
  }
}

void Matcher::find_windows() {
  windows_.clear();
  for (const Hit hit : hits_) {
    const auto rule = static_cast<std::uint32_t>(hit & kRuleMask);
    const std::size_t end = hit >> kRuleBits;
    const std::size_t width = database_->width(rule).anchor;
    const std::size_t begin = width >= end ? 0 : end - width;
    // A pattern of many lengths reports each end: grow the last window.
    if (!windows_.empty() && windows_.back().rule == rule &&
        windows_.back().begin <= begin && windows_.back().end >= begin) {
      windows_.back().end = std::max(windows_.back().end, end);
    } else {
      windows_.push_back({rule, begin, end});
    }
  }
  std::sort(windows_.begin(), windows_.end());
}

void Matcher::confirm_all(std::string_view content,
                          std::vector<Match>& matches) {
  std::uint32_t rule = UINT32_MAX;
  std::size_t from = 0;  // end of the rule's last match
  for (std::size_t i = 0; i < windows_.size();) {
    Window window = windows_[i++];
    while (i < windows_.size() && windows_[i].rule == window.rule &&
           windows_[i].begin <= window.end) {
      window.end = std::max(window.end, windows_[i++].end);
    }
    if (window.rule != rule) {
      rule = window.rule;
      from = 0;
    }
    if (from > window.end) continue;
    ++counters_.confirmations;
    from = confirmer_->confirm(rule, content, {window.begin, window.end}, from,
                               matches);
  }
}

}  // namespace patrol::match
