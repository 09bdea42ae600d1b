// SPDX-License-Identifier: Apache-2.0
#include "match/matcher.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include "match/encoded_starts.h"

namespace patrol::match {
namespace {

constexpr unsigned kRuleBits = 20;
constexpr std::uint64_t kRuleMask = (std::uint64_t{1} << kRuleBits) - 1;
// A memo that would hold more than a hit for so many bytes is not kept: it
// would cost more than searching again.
constexpr std::size_t kBytesForHit = 32;

// Encodings are numbered as rules, from the end.
constexpr std::uint64_t rule_of(Encoding encoding) {
  return kRuleMask - static_cast<std::uint64_t>(encoding);
}
constexpr std::uint64_t kLastRule = kRuleMask - kEncodings;

}  // namespace

Matcher::Matcher(const Database& database, Confirmer& confirmer,
                 Scanner scanner)
    : database_(&database),
      confirmer_(&confirmer),
      scanner_(std::move(scanner)),
      reach_(database.reach()) {
  reach_.in_line = std::max(reach_.in_line, kEncodedReach);
}

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
  if (absl::Status ok = search_all(object); !ok.ok()) return ok;
  if (!hits_.empty()) confirm_all(object.content, {}, matches);
  return absl::OkStatus();
}

absl::Status Matcher::match_piece(std::string_view text,
                                  std::span<const std::size_t> from,
                                  std::vector<Match>& matches) {
  matches.clear();
  if (absl::Status ok = search_all({.content = text}); !ok.ok()) return ok;
  if (!hits_.empty()) confirm_all(text, from, matches);
  return absl::OkStatus();
}

// Collects the hits of all anchors.
absl::Status Matcher::search_all(const Object& object) {
  hits_.clear();
  const std::string_view content = object.content;
  absl::Status status = object.base_memo
                            ? search_changes(object)
                            : search(content, 0, {0, content.size()});
  if (!status.ok()) return status;
  sort_hits();
  if (object.memo && hits_.size() <= content.size() / kBytesForHit) {
    object.memo->known = true;
    object.memo->notes = hits_;
  }
  take_encoded();
  if (database_->handle(Part::unbounded)) {
    status = search_unbounded(content);
    if (!status.ok()) return status;
  }
  counters_.hits += hits_.size();
  return absl::OkStatus();
}

// Adds the hits in `text`, which begins at `offset`, that end in `ends`.
absl::Status Matcher::search(std::string_view text, std::size_t offset,
                             Span ends) {
  counters_.bytes += text.size();
  absl::Status status = scanner_.scan(
      text, Part::bounded, [&](std::uint32_t rule, std::uint64_t to) {
        const std::uint64_t end = offset + to;
        if (ends.begin <= end && end <= ends.end) {
          hits_.push_back(end << kRuleBits | rule);
        }
      });
  search_encoded(text, offset, ends);
  if (!status.ok() || !database_->handle(Part::keywords)) return status;
  return search_keywords(text, offset, ends);
}

// Keywords count only where a value may follow: the text before each run is
// searched for them, once where it is before several.
absl::Status Matcher::search_keywords(std::string_view text, std::size_t offset,
                                      Span ends) {
  const std::size_t lead = database_->widest_keyword() + Rule::kKeywordReach;
  find_value_runs(text, runs_);
  for (auto first = runs_.begin(); first != runs_.end();) {
    const std::size_t begin = first->begin - std::min(first->begin, lead);
    auto last = first;
    while (std::next(last) != runs_.end() &&
           std::next(last)->begin <= last->begin + lead) {
      ++last;
    }
    const std::span<const ValueRun> runs(first, std::next(last));
    absl::Status status = scanner_.scan(
        text.substr(begin, last->begin - begin), Part::keywords,
        [&](std::uint32_t rule, std::uint64_t to) {
          add_keyword(rule, begin + to, runs, offset, ends);
        });
    if (!status.ok()) return status;
    first = std::next(last);
  }
  return absl::OkStatus();
}

// Adds the hits of a keyword that ends at `end`: where each run that it reaches
// is seen to be one.
void Matcher::add_keyword(std::uint32_t rule, std::size_t end,
                          std::span<const ValueRun> runs, std::size_t offset,
                          Span ends) {
  auto run = std::lower_bound(
      runs.begin(), runs.end(), end,
      [](const ValueRun& r, std::size_t at) { return r.begin < at; });
  for (; run != runs.end() && run->begin <= end + Rule::kKeywordReach; ++run) {
    const std::uint64_t hit = offset + run->seen;
    if (ends.begin <= hit && hit <= ends.end) {
      hits_.push_back(hit << kRuleBits | rule);
    }
  }
}

void Matcher::search_encoded(std::string_view text, std::size_t offset,
                             Span ends) {
  encoded_.clear();
  find_encoded_starts(text, encoded_);
  for (const EncodedStart& start : encoded_) {
    const std::uint64_t end = offset + start.at + seen_width(start.encoding);
    if (ends.begin <= end && end <= ends.end) {
      hits_.push_back(end << kRuleBits | rule_of(start.encoding));
    }
  }
}

// Takes what is no hit of an anchor out of the hits.
void Matcher::take_encoded() {
  encoded_.clear();
  std::erase_if(hits_, [&](Hit hit) {
    const std::uint64_t rule = hit & kRuleMask;
    if (rule <= kLastRule) return false;
    const auto encoding = static_cast<Encoding>(kRuleMask - rule);
    encoded_.push_back({(hit >> kRuleBits) - seen_width(encoding), encoding});
    return true;
  });
  std::sort(encoded_.begin(), encoded_.end(),
            [](const auto& a, const auto& b) { return a.at < b.at; });
}

// A hit of an anchor without a bound is one at the end of the text: its window
// is all of it.
absl::Status Matcher::search_unbounded(std::string_view text) {
  counters_.bytes += text.size();
  absl::Status status = scanner_.scan(
      text, Part::unbounded, [&](std::uint32_t rule, std::uint64_t) {
        hits_.push_back(std::uint64_t{text.size()} << kRuleBits | rule);
      });
  sort_hits();
  return status;
}

void Matcher::sort_hits() {
  if (!std::is_sorted(hits_.begin(), hits_.end(), std::less_equal<>())) {
    std::sort(hits_.begin(), hits_.end());
    hits_.erase(std::unique(hits_.begin(), hits_.end()), hits_.end());
  }
}

absl::Status Matcher::search_changes(const Object& object) {
  plan_windows(object.content, object.base_size, object.copied,
               reach_, pieces_);
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
    const std::size_t begin =
        width == kUnbounded || width >= end ? 0 : end - width;
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

// Of the matches from number `first` on only those stay whose values are runs
// with an early digit: no others are found for sure.
void Matcher::keep_rich(std::string_view content, std::size_t first,
                        std::vector<Match>& matches) {
  const auto end = std::remove_if(
      matches.begin() + static_cast<std::ptrdiff_t>(first), matches.end(),
      [&](const Match& match) {
        return !has_early_digit(match.secret.of(content));
      });
  matches.erase(end, matches.end());
}

void Matcher::confirm_all(std::string_view content,
                          std::span<const std::size_t> start,
                          std::vector<Match>& matches) {
  find_windows();
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
      from = start.empty() ? 0 : start[rule];
    }
    if (from > window.end) continue;
    ++counters_.confirmations;
    const std::size_t before = matches.size();
    from = confirmer_->confirm(rule, content, {window.begin, window.end}, from,
                               matches);
    if (database_->width(rule).keyword > 0) keep_rich(content, before, matches);
  }
  counters_.matches += matches.size();
}

}  // namespace patrol::match
