// SPDX-License-Identifier: Apache-2.0
//
// What the scorer would be asked about: reads texts from standard input, each
// as its size in decimal, a line feed and the bytes, and writes for each match
// of a rule that has nothing but a name to go by:
//
//   text begin end reason id id id…
//
// The number of the text from 0, the bytes of the secret, the hard reason to
// refuse it ("no": it is the scorer's matter), and the features.
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "filter/features.h"
#include "filter/plausibility.h"
#include "match/matcher.h"
#include "scan/engine.h"
#include "verify/verifier.h"

namespace {

using namespace patrol;

constexpr std::size_t kContext = 128;  // as the examiner gives to judge()

void write(const Rule& rule, const Match& match, const std::string& text,
           std::size_t number) {
  const std::size_t begin = match.secret.begin, end = match.secret.end;
  const std::size_t reach = std::min(begin, kContext);
  const std::string secret = verify::normalise(match.secret.of(text));
  const std::string_view view = text;
  const filter::Candidate candidate{secret, view.substr(begin - reach, reach),
                                    view.substr(end, kContext)};
  const Suppression reason = filter::refuse(rule, candidate);
  std::cout << number << ' ' << begin << ' ' << end << ' ' << to_string(reason);
  const filter::Features features = filter::features_of(candidate);
  for (const std::uint16_t id : features.ids()) {
    std::cout << ' ' << id;
  }
  std::cout << '\n';
}

bool read_text(std::string& text) {
  std::string size;
  if (!std::getline(std::cin, size)) return false;
  text.resize(std::strtoull(size.c_str(), nullptr, 10));
  return bool(std::cin.read(text.data(),
                            static_cast<std::streamsize>(text.size())));
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  scan::RuleSelection selection;
  selection.only = {"generic-secret*"};
  absl::StatusOr<std::unique_ptr<scan::Engine>> engine =
      scan::Engine::create(selection);
  if (!engine.ok()) return std::cerr << engine.status() << '\n', 1;
  absl::StatusOr<match::Matcher> matcher =
      match::Matcher::create((*engine)->database(), (*engine)->confirmer());
  if (!matcher.ok()) return std::cerr << matcher.status() << '\n', 1;
  std::string text;
  std::vector<Match> matches;
  for (std::size_t number = 0; read_text(text); ++number) {
    if (!matcher->match(std::string_view(text), matches).ok()) return 1;
    for (const Match& match : matches) {
      if (!(*engine)->enabled(match.rule)) continue;
      write((*engine)->rules().rules[match.rule], match, text, number);
    }
  }
  return 0;
}
