// SPDX-License-Identifier: Apache-2.0
//
// One worker's way from an object's bytes to entries of the finding table:
// match, decode and match again, verify, judge, settle overlaps, note.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "decode/decoded_text.h"
#include "decode/region.h"
#include "match/matcher.h"
#include "model/coverage.h"
#include "model/object.h"
#include "scan/engine.h"
#include "scan/finding_table.h"
#include "scan/pieces.h"
#include "scan/target.h"

namespace patrol::scan {

struct ExaminerOptions {
  std::int64_t now = 0;       // seconds since 1970 UTC, for `expired`
  std::uint64_t seed = 0;     // of the judgement cache; random, so that nobody
                              // can prepare a collision
  PieceSize piece{};          // of streams
  unsigned max_decode_depth = kDecodeDepth;  // 0: nothing is decoded
};

class Examiner {
 public:
  // `engine` must outlive the examiner.
  static absl::StatusOr<std::unique_ptr<Examiner>> create(
      Engine& engine, const ExaminerOptions& options);

  // Content of a blob, a file, a stream, a commit or a tag. One that is not
  // held is read to its end, and searched in pieces with the same result.
  void examine(const Object& object);
  // The rule of which the last object may have a match that was not found, being
  // wider than what was held of it at a time.
  const Rule* cut_rule() const { return cut_rule_; }
  // A name in a tree; `named` is what it names. False: no rule matches it.
  bool examine_name(std::string_view name, const ObjectId& named,
                    ObjectType type);
  // Names of refs, which are in no object.
  void examine_ref_names(const std::vector<RefName>& names);

  // The first failure of the matching engine: what came after was searched,
  // but the scan cannot be trusted.
  const absl::Status& status() const { return status_; }
  FindingTable take_table() { return std::move(table_); }
  const MatchCounters& counters() const { return matcher_.counters(); }

 private:
  // A match on its way to becoming an occurrence.
  struct Candidate {
    Match match;
    Suppression suppression = Suppression::no;
    bool proved = false;
    Entry* entry = nullptr;  // null: it is none, for want of a proof
    Encodings encodings;
  };

  Examiner(Engine& engine, const ExaminerOptions& options,
           match::Matcher matcher);
  // A text in which matches were found, and what is known of the whole that it
  // is a piece of.
  struct Text {
    std::string_view bytes;
    const ObjectRef& object;
    Place place;
    bool binary;
    std::size_t line_origin = 0;  // lines are counted from there
    const TextPiece* piece = nullptr;
  };
  // What was noted of one text, over all its pieces.
  struct Noted {
    std::uint32_t object = UINT32_MAX;  // number in the table
    absl::flat_hash_map<const Entry*, std::size_t> times;
  };
  // A text that was decoded out of another one, which may have been, too.
  struct Layer {
    const decode::DecodedText& decoded;
    const Layer* outer;    // null: it was decoded out of the object's text
    unsigned depth;        // 1 for the first
    Encodings encodings;
  };
  // Where a match was seen.
  struct Sighting {
    const Match& match;
    std::string_view text;      // that it is in
    std::string_view raw;       // the secret, as it stands in the object
    Encodings encodings;        // of the text
  };
  // Of a text in pieces.
  struct Course {
    bool binary = false;
    std::vector<std::size_t> from;  // by rule, as match_piece() takes it
    Noted noted;
  };

  bool search(std::string_view text, const ObjectRef& object, Place place);
  void examine_in_pieces(const Object& object);
  void search_piece(const TextPiece& piece, const ObjectRef& object,
                    Place place, Course& course);
  void find_starts(const TextPiece& piece, Course& course) const;
  void find_open_rules();
  void note_cut();
  // Judges and notes the current matches.
  void settle(const Text& text, Noted& noted);
  Candidate judge(const Sighting& seen);
  Candidate judge_anew(const Sighting& seen);
  // Adds the candidates in what is encoded in `in`, which is the text of the
  // object or, with a layer, what was decoded out of it. True: some matched.
  bool search_encoded(std::string_view in, std::vector<EncodedStart> starts,
                      const Layer* outer, const Text& text);
  bool search_region(std::string_view in, const decode::Region& region,
                     const Layer* outer, const Text& text);
  bool search_layer(const Layer& layer, Encoding encoding, const Text& text);
  void add_decoded(const Match& match, const Layer& layer, const Text& text);
  bool stands_plain(const Candidate& decoded) const;
  void settle_overlaps(std::vector<Candidate>& candidates) const;
  void note(const std::vector<Candidate>& candidates, const Text& text,
            Noted& noted);

  Engine* engine_;
  ExaminerOptions options_;
  match::Matcher matcher_;
  absl::Status status_;
  FindingTable table_;
  // By rule, secret and surroundings: most candidates of a history are old
  // acquaintances. A judgement depends on nothing but what its key is made of,
  // so that the order of reading does not matter.
  absl::flat_hash_map<std::uint64_t, Candidate> judgements_;
  // Of the user, enabled, with patterns that have no bound. What the built-in
  // ones look for is never as wide as a piece.
  std::vector<std::uint32_t> open_rules_;
  const Rule* cut_rule_ = nullptr;
  // Regions, by a hash of their bytes, in which nothing was found: versions of a
  // file have most of them in common.
  absl::flat_hash_set<std::uint64_t> barren_;
  std::vector<Match> matches_;        // of the current text
  std::vector<Candidate> candidates_;  // of the current text …
  std::size_t plain_ = 0;  // … so many as it stands, by rule and offset
};

}  // namespace patrol::scan
