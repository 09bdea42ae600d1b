// SPDX-License-Identifier: Apache-2.0
#include "scan/examiner.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/hash.h"
#include "base/line_map.h"
#include "base/utf16.h"
#include "filter/allow_comment.h"
#include "filter/plausibility.h"
#include "git/objects.h"
#include "verify/verifier.h"

namespace patrol::scan {
namespace {

constexpr std::size_t kVerifyContext = 4096;  // bytes each side
constexpr std::size_t kJudgeContext = 128;    // bytes each side
constexpr std::size_t kLookBack = 16;  // more than any assertion looks back

std::string_view before(std::string_view text, std::size_t at,
                        std::size_t most) {
  const std::size_t length = std::min(at, most);
  return text.substr(at - length, length);
}

std::string_view around(std::string_view text, Span span, std::size_t most) {
  const std::size_t begin = span.begin - std::min(span.begin, most);
  return text.substr(begin, span.end + most - begin);
}

// As git does: a NUL in the first 8,000 bytes.
bool is_binary(std::string_view text) {
  return text.substr(0, 8000).find('\0') != std::string_view::npos;
}

// Where the text of a commit or tag begins, after its headers: lines are
// counted from there.
std::size_t message_offset(const Object& object) {
  if (object.type == ObjectType::commit) {
    auto commit = git::parse_commit(object.content);
    return commit ? commit->message : 0;
  }
  if (object.type == ObjectType::tag) {
    auto tag = git::parse_tag(object.content);
    return tag ? tag->message : 0;
  }
  return 0;
}

Place place_of(ObjectType type) {
  if (type == ObjectType::commit) return Place::commit_message;
  if (type == ObjectType::tag) return Place::tag_message;
  return Place::content;
}

// Of what stands before the text that lines are counted from.
Place header_of(Place place) {
  return place == Place::tag_message ? Place::tag_header : Place::commit_header;
}

// `rule` would have reported what overlaps the winner's secret.
void note_agreement(Entry& winner, std::uint32_t rule) {
  if (winner.rule != rule) winner.also.insert(rule);
}

}  // namespace

Examiner::Examiner(Engine& engine, const ExaminerOptions& options,
                   match::Matcher matcher)
    : engine_(&engine), options_(options), matcher_(std::move(matcher)) {
  find_open_rules();
}

void Examiner::find_open_rules() {
  const std::vector<Rule>& rules = engine_->rules().rules;
  for (std::uint32_t i = 0; i < rules.size(); ++i) {
    const bool is_own = rules[i].pattern_at.line != 0;
    if (is_own && engine_->enabled(i) &&
        engine_->database().width(i).pattern == match::kUnbounded) {
      open_rules_.push_back(i);
    }
  }
}

absl::StatusOr<std::unique_ptr<Examiner>> Examiner::create(
    Engine& engine, const ExaminerOptions& options) {
  absl::StatusOr<match::Matcher> matcher =
      match::Matcher::create(engine.database(), engine.confirmer());
  if (!matcher.ok()) return matcher.status();
  return std::unique_ptr<Examiner>(
      new Examiner(engine, options, *std::move(matcher)));
}

void Examiner::examine(const Object& object) {
  const ObjectRef ref{object.id, object.type, std::string(object.path)};
  const Place place = place_of(object.type);
  cut_rule_ = nullptr;
  if (object.stream) {
    examine_in_pieces(object);
  } else {
    // The bytes as they are, too: a log that begins as UTF-16 and goes on as
    // ASCII is no rarity, and a byte order mark must not hide a file.
    if (auto decoded = base::utf16_to_utf8(object.content)) {
      search(*decoded, ref, place);
    }
    status_.Update(matcher_.match(object, matches_));
    if (!matches_.empty() || !matcher_.encoded().empty()) {
      Noted noted;
      settle({object.content, ref, place, is_binary(object.content),
              message_offset(object)},
             noted);
    }
  }
  if (!object.path.empty()) search(object.path, ref, Place::file_name);
}

bool Examiner::examine_name(std::string_view name, const ObjectId& named,
                            ObjectType type) {
  return search(name, {named, type, std::string(name)}, Place::file_name);
}

void Examiner::examine_ref_names(const std::vector<RefName>& names) {
  for (const RefName& ref : names) {
    search(std::string_view(ref.name).substr(ref.prefix),
           {{}, ObjectType::commit, ref.name, ref.reach}, Place::ref_name);
  }
}

bool Examiner::search(std::string_view text, const ObjectRef& object,
                      Place place) {
  status_.Update(matcher_.match(text, matches_));
  if (matches_.empty() && matcher_.encoded().empty()) return false;
  Noted noted;
  settle({text, object, place, is_binary(text)}, noted);
  return !matches_.empty() || !candidates_.empty();
}

// As examine() does, of a text that is read only once.
void Examiner::examine_in_pieces(const Object& object) {
  const ObjectRef ref{object.id, object.type, std::string(object.path)};
  const Place place = place_of(object.type);
  Course raw, decoded;
  cut(
      *object.stream, options_.piece,
      [&](const TextPiece& piece) { search_piece(piece, ref, place, raw); },
      [&](const TextPiece& piece) {
        search_piece(piece, ref, place, decoded);
      });
}

void Examiner::search_piece(const TextPiece& piece, const ObjectRef& object,
                            Place place, Course& course) {
  if (piece.first) {
    course.binary = is_binary(piece.text);
    course.from.assign(engine_->rules().rules.size(), 0);
  }
  status_.Update(matcher_.match_piece(piece.text, course.from, matches_));
  if (!piece.last) {
    note_cut();
    find_starts(piece, course);
  }
  // Who competes with a secret of this piece's own stands close to it, and is
  // seen with all its surroundings.
  const std::size_t margin = options_.piece.context / 2;
  std::erase_if(matches_, [&](const Match& match) {
    return match.secret.begin + margin < piece.own.begin ||
           match.secret.begin >= piece.own.end + (piece.last ? 0 : margin);
  });
  if (matches_.empty() && matcher_.encoded().empty()) return;
  settle({piece.text, object, place, course.binary, 0, &piece}, course.noted);
}

// Of a text that goes on after the piece. Where the anchor has no bound either,
// a match that is cut hits nothing.
void Examiner::note_cut() {
  for (const std::uint32_t rule : open_rules_) {
    if (cut_rule_) break;
    const bool hits_if_cut =
        engine_->database().width(rule).anchor != match::kUnbounded;
    if (!hits_if_cut || matcher_.was_hit(rule)) {
      cut_rule_ = &engine_->rules().rules[rule];
    }
  }
}

// The matches of a rule do not overlap, from the beginning of the whole text:
// where the next piece takes over, the last one may still reach into it. There
// is a little text before the first start for \b and `^` to look at.
void Examiner::find_starts(const TextPiece& piece, Course& course) const {
  const std::size_t start = piece.first && piece.next == 0 ? 0 : kLookBack;
  std::vector<std::size_t> next(course.from.size(), start);
  for (std::size_t rule = 0; rule < next.size(); ++rule) {
    // A match that began before the piece did.
    if (course.from[rule] > piece.next + start) {
      next[rule] = course.from[rule] - piece.next;
    }
  }
  for (const Match& match : matches_) {
    if (match.whole.begin < piece.next + start) {
      next[match.rule] = std::max(start, match.whole.end - std::min(
                                             match.whole.end, piece.next));
    }
  }
  course.from = std::move(next);
}

void Examiner::settle(const Text& text, Noted& noted) {
  candidates_.clear();
  for (const Match& match : matches_) {
    const Rule& rule = engine_->rules().rules[match.rule];
    if (!engine_->enabled(match.rule)) continue;
    // In binary files chance imitates what only its surroundings give away.
    if (text.binary && rule.confidence == Confidence::low) continue;
    const Candidate candidate =
        judge({match, text.bytes, match.secret.of(text.bytes), {}});
    if (candidate.entry) candidates_.push_back(candidate);
  }
  if (!matcher_.encoded().empty() && options_.max_decode_depth > 0) {
    plain_ = candidates_.size();
    search_encoded(text.bytes, matcher_.encoded(), nullptr, text);
  }
  settle_overlaps(candidates_);
  if (text.piece) {
    const Span own = text.piece->own;
    std::erase_if(candidates_, [&](const Candidate& candidate) {
      const std::size_t begin = candidate.match.secret.begin;
      return begin < own.begin || begin >= own.end;
    });
  }
  note(candidates_, text, noted);
}

Examiner::Candidate Examiner::judge(const Sighting& seen) {
  const Match& match = seen.match;
  if (verify::joins_context(engine_->rules().rules[match.rule].verifier)) {
    return judge_anew(seen);
  }
  const Span secret = match.secret;
  std::uint64_t key = options_.seed ^ match.rule;
  key = base::hash64(before(seen.text, secret.begin, kJudgeContext), key);
  key = base::hash64(secret.of(seen.text), key);
  key = base::hash64(seen.text.substr(secret.end, kJudgeContext), key);
  auto [found, inserted] = judgements_.try_emplace(key);
  if (inserted) {
    found->second = judge_anew(seen);
  } else if (found->second.entry) {
    found->second.entry->add_spelling(seen.raw);
  }
  Candidate candidate = found->second;
  candidate.match = match;
  candidate.encodings = seen.encodings;
  return candidate;
}

Examiner::Candidate Examiner::judge_anew(const Sighting& seen) {
  const Match& match = seen.match;
  const std::string_view text = seen.text;
  const Rule& rule = engine_->rules().rules[match.rule];
  const std::string secret = verify::normalise(match.secret.of(text));
  Verdict verdict;
  if (!rule.recipes.empty()) {
    verdict = verify::check_recipes(rule.recipes, secret);
  } else if (auto verifier = verify::find_verifier(rule.verifier)) {
    verdict = verifier(
        {secret, around(text, match.secret, kVerifyContext), options_.now});
  }
  if (rule.proved_only && verdict.proof != Proof::valid) {
    return {.match = match, .encodings = {}};
  }
  verdict.known_example =
      verdict.known_example || verify::is_known_example(secret);
  Candidate candidate{match, Suppression::no, verdict.proof == Proof::valid,
                      &table_.entry(match.rule, secret),
                      seen.encodings};
  if (verdict.known_example) {
    candidate.suppression = Suppression::known_example;
  } else if (verdict.proof == Proof::invalid) {
    candidate.suppression = Suppression::invalid;
  } else if (!candidate.proved || verdict.kind != ProofKind::checksum) {
    candidate.suppression = filter::judge(
        rule, {secret, before(text, match.secret.begin, kJudgeContext),
               text.substr(match.secret.end, kJudgeContext)});
  }
  candidate.entry->add(seen.raw, std::move(verdict));
  return candidate;
}

// Of overlapping secrets in one text the surest stays: a GitHub token wins over
// the URL that holds it. A candidate that is held back gives way to sure ones
// that are not, but still displaces unsure ones: a GitHub token with a broken
// checksum is not a "generic secret" either. A rule that knows the issuer wins over
// a generic one, and of equals the decoded one: it is what is hidden.
void Examiner::settle_overlaps(std::vector<Candidate>& candidates) const {
  if (candidates.size() < 2) return;
  auto rank = [&](const Candidate& c) {
    const Rule& rule = engine_->rules().rules[c.match.rule];
    const bool sure = rule.confidence != Confidence::low;
    const bool reported = c.suppression == Suppression::no;
    const bool knows_issuer = rule.provider != "generic";
    return std::tuple(sure && reported, sure && reported && knows_issuer,
                      rule.confidence, reported, c.proved, knows_issuer,
                      !c.encodings.empty(),
                      c.match.secret.size());
  };
  std::stable_sort(
      candidates.begin(), candidates.end(),
      [&](const auto& a, const auto& b) { return rank(a) > rank(b); });
  std::map<Span, Entry*> taken;  // disjoint, so sorted by begin and by end
  std::erase_if(candidates, [&](const Candidate& candidate) {
    const Span span = candidate.match.secret;
    auto after = taken.lower_bound({span.end, 0});
    const bool overlaps =
        after != taken.begin() && std::prev(after)->first.end > span.begin;
    if (!overlaps) {
      taken.emplace(span, candidate.entry);
    } else if (candidate.suppression == Suppression::no) {
      note_agreement(*std::prev(after)->second, candidate.entry->rule);
    }
    return overlaps;
  });
  std::sort(candidates.begin(), candidates.end(),
            [](const auto& a, const auto& b) {
              return a.match.secret < b.match.secret;
            });
}

void Examiner::note(const std::vector<Candidate>& candidates, const Text& text,
                    Noted& noted) {
  const std::size_t line_origin = text.line_origin;
  base::LineMap lines(text.bytes.substr(line_origin)), header_lines(text.bytes);
  if (text.piece && !text.piece->first) {
    lines = base::LineMap(text.bytes, text.piece->begin);
  }
  for (const Candidate& candidate : candidates) {
    Entry& entry = *candidate.entry;
    Suppression suppression = candidate.suppression;
    const Span secret = candidate.match.secret;
    if (suppression == Suppression::no &&
        filter::has_allow_comment(text.bytes, secret,
                                  engine_->rules().rules[entry.rule].id)) {
      suppression = Suppression::allow_comment;
    }
    const bool keep = suppression == Suppression::no;
    entry.reason = std::max(entry.reason, suppression);
    std::vector<Occurrence>& list = keep ? entry.kept : entry.held_back;
    if (++noted.times[&entry] > FindingTable::kPerObject) continue;
    if (!keep && list.size() >= FindingTable::kHeldBack) continue;
    if (noted.object == UINT32_MAX) {
      noted.object = table_.add_object(text.object);
    }
    const bool in_header = secret.begin < line_origin;
    base::LineMap& map = in_header ? header_lines : lines;
    const std::size_t origin = in_header ? 0 : line_origin;
    const base::Position begin = map.at(secret.begin - origin);
    const base::Position end = map.at(secret.end - origin);
    list.push_back({noted.object, in_header ? header_of(text.place) : text.place,
                    begin.line, begin.column, end.line, end.column,
                    candidate.encodings});
  }
}

}  // namespace patrol::scan
