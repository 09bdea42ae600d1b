// SPDX-License-Identifier: Apache-2.0
#include "filter/plausibility.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "filter/quiet.h"
#include "filter/scorer.h"

namespace patrol::filter {
namespace {

// log2(n); small counts, which is what secrets have, from a table.
double log2_of(std::uint32_t n) {
  static const auto kLogs = [] {
    std::array<double, 64> logs{};
    for (std::size_t i = 1; i < logs.size(); ++i) {
      logs[i] = std::log2(static_cast<double>(i));
    }
    return logs;
  }();
  return n < kLogs.size() ? kLogs[n] : std::log2(static_cast<double>(n));
}

}  // namespace

double shannon_entropy(std::string_view text) {
  if (text.empty()) return 0;
  std::array<std::uint32_t, 256> counts{};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  // The mean of log2(size / count) over the characters.
  double sum = 0;
  for (const char c : text)
    sum += log2_of(counts[static_cast<unsigned char>(c)]);
  const auto size = static_cast<double>(text.size());
  return std::max(0.0, std::log2(size) - sum / size);
}

bool goes_by_name(const Rule& rule) {
  return rule.language_test && rule.confidence == Confidence::low;
}

Suppression refuse(const Rule& rule, const Candidate& candidate) {
  const bool by_name = goes_by_name(rule);
  const Suppression data =
      by_name ? name_named_value(candidate) : name_data(candidate);
  if (data != Suppression::no) return data;
  if (is_reference(candidate)) return Suppression::reference;
  if (is_placeholder(candidate)) return Suppression::placeholder;
  return Suppression::no;
}

Suppression judge(const Rule& rule, const Candidate& candidate) {
  const Suppression refusal = refuse(rule, candidate);
  if (refusal != Suppression::no) return refusal;
  if (rule.min_entropy > 0 &&
      shannon_entropy(candidate.secret) < rule.min_entropy) {
    return Suppression::unlikely;
  }
  if (goes_by_name(rule)) {
    return score(candidate) < 0 ? Suppression::unlikely : Suppression::no;
  }
  if (rule.language_test && reads_like_language(candidate.secret)) {
    return Suppression::unlikely;
  }
  return Suppression::no;
}

}  // namespace patrol::filter
