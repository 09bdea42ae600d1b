// SPDX-License-Identifier: Apache-2.0
#include "match/matcher.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include "match/encoded_starts.h"
#include "match/prefixed_runs.h"

namespace patrol::match {
namespace {

constexpr unsigned kRuleBits = 20;
constexpr std::uint64_t kRuleMask = (std::uint64_t{1} << kRuleBits) - 1;
// A memo that would hold more than a hit for so many bytes is not kept: it
// would cost more than searching again.
constexpr std::size_t kBytesForHit = 32;
// So much of a text is copied at once, so that a text that is all one run needs
// no room for two.
constexpr std::size_t kMostSnippets = std::size_t{1} << 20;

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

bool Matcher::was_hit(std::uint32_t rule) const {
  return std::any_of(hits_.begin(), hits_.end(),
                     [&](Hit hit) { return (hit & kRuleMask) == rule; });
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
  auto add = [&](std::uint32_t rule, std::size_t end) {
    const std::uint64_t hit = offset + end;
    if (ends.begin <= hit && hit <= ends.end) {
      hits_.push_back(hit << kRuleBits | rule);
    }
  };
  absl::Status status = scanner_.scan(text, Part::anywhere, add);
  find_gates(text, gates_);
  status.Update(search_near(text, Part::runs, gates_.runs, kRunMargin, add));
  status.Update(search_near(text, Part::authorities, gates_.authorities,
                            kAuthorityMargin, add));
  status.Update(search_keywords(text, offset, ends));
  search_prefixed(text, add);
  search_encoded(text, offset, ends);
  return status;
}

// Searches `spans` of `text` and what is around them, all in one.
absl::Status Matcher::search_near(std::string_view text, Part part,
                                  std::span<const Span> spans,
                                  const Margin& margin,
                                  const Scanner::OnHit& on_hit) {
  if (spans.empty() || !database_->handle(part)) return absl::OkStatus();
  absl::Status status;
  snippets_.clear();
  auto search_snippets = [&] {
    status.Update(scanner_.scan(
        snippets_.text(), part, [&](std::uint32_t rule, std::uint64_t end) {
          on_hit(rule, snippets_.source_of(end));
        }));
    snippets_.clear();
  };
  const std::size_t before = margin.before + kBack;
  const std::size_t after = margin.after + kAhead;
  for (const Span& span : spans) {
    const Span wide{span.begin - std::min(span.begin, before),
                    std::min(text.size(), span.end + after)};
    if (snippets_.text().size() + wide.size() > kMostSnippets) {
      search_snippets();
    }
    if (wide.size() <= kMostSnippets) {
      snippets_.add(text, wide);
      continue;
    }
    status.Update(scanner_.scan(
        wide.of(text), part, [&](std::uint32_t rule, std::uint64_t end) {
          on_hit(rule, wide.begin + end);
        }));
  }
  search_snippets();
  return status;
}

// Keywords count only where a value may follow: what is before runs is searched
// for them.
absl::Status Matcher::search_keywords(std::string_view text, std::size_t offset,
                                      Span ends) {
  const std::size_t lead = database_->widest_keyword() + Rule::kKeywordReach;
  before_values_.clear();
  for (const ValueRun& run : gates_.values) {
    before_values_.push_back({run.begin - std::min(run.begin, lead), run.begin});
  }
  return search_near(text, Part::keywords, before_values_, {0, 0},
                     [&](std::uint32_t rule, std::uint64_t end) {
                       add_keyword(rule, end, gates_.values, offset, ends);
                     });
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

void Matcher::search_prefixed(std::string_view text,
                              const Scanner::OnHit& on_hit) {
  if (database_->prefixed().empty()) return;
  find_prefixed(text, gates_.digit_runs, [&](std::size_t end) {
    for (const std::uint32_t rule : database_->prefixed()) on_hit(rule, end);
  });
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

// Of the matches from number `first` on only those stay that are prefixed runs,
// however wide the window was in which they were found.
void Matcher::keep_prefixed(std::string_view content, std::size_t first,
                            std::vector<Match>& matches) {
  const auto end = std::remove_if(
      matches.begin() + static_cast<std::ptrdiff_t>(first), matches.end(),
      [&](const Match& match) {
        const std::string_view secret = match.secret.of(content);
        const std::size_t body = secret.find_last_of("_-") + 1;
        return seen_of_body(secret.substr(body)) == 0;
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
    const Width& width = database_->width(rule);
    if (width.keyword > 0) keep_rich(content, before, matches);
    if (width.part == Part::prefixed) keep_prefixed(content, before, matches);
  }
  counters_.matches += matches.size();
}

}  // namespace patrol::match
