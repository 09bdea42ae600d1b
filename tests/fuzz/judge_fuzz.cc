// SPDX-License-Identifier: Apache-2.0
//
// Is it a secret at all? Asked for every `keyword = value` of the world.
#include "filter/allow_comment.h"
#include "filter/plausibility.h"
#include "filter/quiet.h"
#include "filter/scorer.h"
#include "fuzz/check.h"

using namespace patrol;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view rest = fuzz::text_of(data, size);
  const std::string_view head = fuzz::take(rest, 3);
  if (head.size() < 3) return 0;
  Rule rule;
  rule.language_test = (head[0] & 1) != 0;
  rule.min_entropy = (head[0] & 2) != 0 ? 3 : 0;
  rule.confidence = static_cast<Confidence>((head[0] >> 2 & 3) % 3);
  const std::string_view before =
      fuzz::take(rest, static_cast<unsigned char>(head[1]));
  const std::string_view secret =
      fuzz::take(rest, static_cast<unsigned char>(head[2]));
  const filter::Candidate candidate{secret, before, rest};
  const Suppression first = filter::judge(rule, candidate);
  fuzz::require(filter::judge(rule, candidate) == first,
                "a judgement does not change");
  const double entropy = filter::shannon_entropy(secret);
  fuzz::require(entropy >= 0 && entropy <= 8.001, "bits of a byte");
  filter::is_reference(candidate);
  filter::is_placeholder(candidate);
  filter::name_data(candidate);
  filter::name_named_value(candidate);
  filter::score(candidate);
  filter::reads_like_language(secret);
  filter::holds_random_run(secret);
  const std::string_view text = fuzz::text_of(data + 3, size - 3);
  filter::has_allow_comment(
      text, {before.size(), before.size() + secret.size()}, "acme-token");
  return 0;
}
