// SPDX-License-Identifier: Apache-2.0
//
// RE2 computes the literals that every match of an expression must contain, to
// filter by them. An expression that passes the filter of a text without any
// literal has none.
#include "match/bare_anchor.h"

#include <vector>

#include <re2/filtered_re2.h>
#include <re2/re2.h>

namespace patrol::match {

bool is_bare(const std::string& anchor) {
  constexpr int kShortestLiteral = 3;
  RE2::Options options(RE2::Quiet);
  options.set_encoding(RE2::Options::EncodingLatin1);
  re2::FilteredRE2 filter(kShortestLiteral);
  int id = 0;
  if (filter.Add(anchor, options, &id) != RE2::NoError) return false;
  std::vector<std::string> literals;
  filter.Compile(&literals);
  std::vector<int> passing;
  filter.AllPotentials({}, &passing);
  return !passing.empty();
}

}  // namespace patrol::match
