// SPDX-License-Identifier: Apache-2.0
//
// Finds every rule's matches in one text: Hyperscan points at anchors, RE2
// confirms. One matcher a thread.
//
// The matches of a rule are those that RE2 finds from left to right without
// overlap. Looking only around anchors gives exactly these, because a match
// starts with an anchor's match, and a window reaches past the widest match
// that can start in it.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "match/confirm.h"
#include "match/database.h"
#include "match/gates.h"
#include "match/snippets.h"
#include "match/windows.h"
#include "model/encoding.h"
#include "model/match.h"
#include "model/object.h"

namespace patrol::match {

class Matcher {
 public:
  // Both must outlive the matcher.
  static absl::StatusOr<Matcher> create(const Database& database,
                                        Confirmer& confirmer);

  // Replaces `matches` by the matches in `content`, sorted by rule and
  // offset.
  absl::Status match(std::string_view content, std::vector<Match>& matches);
  // The same for the content of an object, of which only what changed is
  // searched for bounded anchors when its base was matched, too. Fills its
  // memo with their hits.
  absl::Status match(const Object& object, std::vector<Match>& matches);
  // The same in a piece of a longer text: no match of rule i may start before
  // from[i], where the matches of the piece before say that it may.
  absl::Status match_piece(std::string_view text,
                           std::span<const std::size_t> from,
                           std::vector<Match>& matches);

  // An anchor of the rule was hit in the last text.
  bool was_hit(std::uint32_t rule) const;
  // Where encoded text may begin in the content that was matched last, by
  // offset (match/encoded_starts.h).
  const std::vector<EncodedStart>& encoded() const { return encoded_; }

  const MatchCounters& counters() const { return counters_; }

 private:
  Matcher(const Database& database, Confirmer& confirmer, Scanner scanner);
  // A hit as a number: its end, then its rule. What begins encoded text is a
  // hit, too, of a rule that does not exist: such hits are carried over like any
  // other.
  using Hit = std::uint64_t;
  absl::Status search(std::string_view text, std::size_t offset, Span ends);
  absl::Status search_near(std::string_view text, Part part,
                           std::span<const Span> spans, const Margin& margin,
                           const Scanner::OnHit& on_hit);
  absl::Status search_keywords(std::string_view text, std::size_t offset,
                               Span ends);
  void search_prefixed(std::string_view text, const Scanner::OnHit& on_hit);
  void search_encoded(std::string_view text, std::size_t offset, Span ends);
  void add_keyword(std::uint32_t rule, std::size_t end,
                   std::span<const ValueRun> runs, std::size_t offset,
                   Span ends);
  static void keep_prefixed(std::string_view content, std::size_t first,
                            std::vector<Match>& matches);
  static void keep_rich(std::string_view content, std::size_t first,
                        std::vector<Match>& matches);
  absl::Status search_changes(const Object& object);
  absl::Status search_unbounded(std::string_view text);
  void sort_hits();
  void take_encoded();
  void carry(const Memo& base, const Piece& piece);
  void find_windows();
  absl::Status search_all(const Object& object);
  void confirm_all(std::string_view content, std::span<const std::size_t> start,
                   std::vector<Match>& matches);

  const Database* database_;
  Confirmer* confirmer_;
  Scanner scanner_;
  Reach reach_;
  struct Window {
    std::uint32_t rule;
    std::size_t begin, end;  // where the anchor's match may start
    auto operator<=>(const Window&) const = default;
  };
  // Of the current content; kept for their capacity.
  std::vector<Hit> hits_;  // sorted, each once
  Gates gates_;
  std::vector<Span> before_values_;
  Snippets snippets_;
  std::vector<EncodedStart> encoded_;
  std::vector<Piece> pieces_;
  std::vector<Window> windows_;
  MatchCounters counters_;
};

}  // namespace patrol::match
