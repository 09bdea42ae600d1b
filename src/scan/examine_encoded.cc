// SPDX-License-Identifier: Apache-2.0
//
// What is encoded in a text is decoded and searched like any other text, whole,
// and what is found in it stands where its encoded bytes do.
//
// Where encoded text may begin, the matcher tells; that is all that depends on
// what changed between versions. What begins there is looked up in the whole text,
// so that the findings do not. Most of it was seen in a version before, in vain:
// a hash of its bytes says so.
#include <algorithm>
#include <array>
#include <span>
#include <tuple>

#include "base/hash.h"
#include "scan/examiner.h"

namespace patrol::scan {
namespace {

using decode::DecodedText;
using decode::Region;

// More are forgotten: that costs time only.
constexpr std::size_t kMostBarren = std::size_t{1} << 20;

bool is_escape(Encoding encoding) {
  return encoding != Encoding::base64 && encoding != Encoding::hex;
}

std::uint64_t key_of(std::string_view in, const Region& region, unsigned depth,
                     std::uint64_t seed) {
  const std::uint64_t where[] = {
      static_cast<std::uint64_t>(region.encoding), depth,
      region.encoded.begin - region.whole.begin, region.encoded.size()};
  return base::hash64(
      region.whole.of(in),
      base::hash64({reinterpret_cast<const char*>(where), sizeof where}, seed));
}

}  // namespace

bool Examiner::search_encoded(std::string_view in,
                              std::vector<EncodedStart> starts,
                              const Layer* outer, const Text& text) {
  bool found = false;
  std::array<std::size_t, kEncodings> done{};  // up to there, by encoding
  for (EncodedStart start : starts) {
    std::size_t& until = done[static_cast<std::size_t>(start.encoding)];
    while (start.at >= until) {
      const Region region = decode::find_region(in, start);
      until = std::max(region.encoded.end, start.at + 1);
      // What is no news here was decoded out of the text around.
      if (!outer || outer->decoded.was_encoded(region.encoded)) {
        found = search_region(in, region, outer, text) || found;
      }
      if (!region.goes_on) break;
      start.at = until;
    }
  }
  return found;
}

bool Examiner::search_region(std::string_view in, const Region& region,
                             const Layer* outer, const Text& text) {
  const unsigned depth = outer ? outer->depth + 1 : 1;
  const std::uint64_t key = key_of(in, region, depth, options_.seed);
  if (barren_.contains(key)) return false;
  if (const auto decoded = decode::decode(in, region)) {
    Encodings encodings =
        (outer ? outer->encodings : Encodings()).with(region.encoding);
    if (decoded->is_utf16()) encodings = encodings.with(Encoding::utf16);
    const Layer layer{*decoded, outer, depth, encodings};
    if (search_layer(layer, region.encoding, text)) return true;
  }
  if (barren_.size() >= kMostBarren) barren_.clear();
  barren_.insert(key);
  return false;
}

bool Examiner::search_layer(const Layer& layer, Encoding encoding,
                            const Text& text) {
  const std::string& in = layer.decoded.text();
  std::vector<Match> matches;
  status_.Update(matcher_.match(in, matches));
  bool found = false;
  for (const Match& match : matches) {
    // Escapes hide what leads to a secret; a run of digits is one, or holds it.
    if (!layer.decoded.was_encoded(is_escape(encoding) ? match.whole
                                                       : match.secret)) {
      continue;
    }
    found = true;
    add_decoded(match, layer, text);
  }
  if (layer.depth < options_.max_decode_depth) {
    found = search_encoded(in, matcher_.encoded(), &layer, text) || found;
  }
  return found;
}

void Examiner::add_decoded(const Match& match, const Layer& layer,
                           const Text& text) {
  const Rule& rule = engine_->rules().rules[match.rule];
  if (!engine_->enabled(match.rule) || match.secret.size() == 0) return;
  if (text.binary && rule.confidence == Confidence::low) return;
  Span span = match.secret;
  for (const Layer* at = &layer; at; at = at->outer) {
    span = at->decoded.source_of(span);
  }
  Candidate candidate = judge(
      {match, layer.decoded.text(), span.of(text.bytes), layer.encodings});
  candidate.match.secret = span;
  if (candidate.entry && !stands_plain(candidate)) candidates_.push_back(candidate);
}

// What a rule finds in the text as it stands keeps its spelling, and so its
// fingerprint.
bool Examiner::stands_plain(const Candidate& decoded) const {
  const std::span<const Candidate> plain(candidates_.data(), plain_);
  const Span span = decoded.match.secret;
  auto at = std::partition_point(
      plain.begin(), plain.end(), [&](const Candidate& c) {
        return std::tie(c.match.rule, c.match.secret.end) <=
               std::tie(decoded.match.rule, span.begin);
      });
  for (; at != plain.end() && at->match.rule == decoded.match.rule &&
         at->match.secret.begin < span.end;
       ++at) {
    if (at->suppression == Suppression::no || at->entry == decoded.entry ||
        decoded.suppression != Suppression::no) {
      return true;
    }
  }
  return false;
}

}  // namespace patrol::scan
