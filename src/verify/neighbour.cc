// SPDX-License-Identifier: Apache-2.0
//
// Secrets that do not tell whose they are, in files that do: the id that goes
// with them stands a few lines away. What is found is told with the secret, as
// facts of one finding. It proves nothing: files hold several pairs.
#include <algorithm>
#include <array>

#include "base/charset.h"
#include "verify/family.h"
#include "verify/shape.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

// Size of the id that `text` begins with; 0 if there is none.
using IdSize = std::size_t (*)(std::string_view text);

std::size_t size_of(std::string_view text, const Shape& shape) {
  return shape.fits() ? text.size() - shape.rest().size() : 0;
}

std::size_t aws_key_id(std::string_view text) {
  Shape shape(text);
  shape.one_of({"AKIA", "ASIA"});
  shape.run(base::kBase32Char, 16);
  return size_of(text, shape);
}

template <char kFirst, char kSecond>
std::size_t twilio_sid(std::string_view text) {
  constexpr std::array kPrefix = {kFirst, kSecond};
  Shape shape(text);
  shape.literal({kPrefix.data(), kPrefix.size()});
  shape.run(base::kLowerHex, 32);
  return size_of(text, shape);
}

std::size_t google_client_id(std::string_view text) {
  Shape shape(text);
  shape.run(base::kDigit, 6, 21);
  shape.literal("-");
  shape.run(base::kLowerAlnum, 32);
  shape.literal(".apps.googleusercontent.com");
  return size_of(text, shape);
}

// The id that stands nearest to the secret, as a word of its own; "" if there
// is none. Of two as near the first.
std::string_view nearest(IdSize id_size, const Input& input) {
  const std::string_view text = input.context;
  const std::size_t at = std::min(text.find(input.secret), text.size());
  std::string_view best;
  std::size_t best_distance = text.size() + 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && base::kAlnum.contains(text[i - 1])) continue;
    const std::size_t size = id_size(text.substr(i));
    const bool ends = i + size == text.size() ||
                      !base::kAlnum.contains(text[i + size]);
    const std::size_t distance = i < at ? at - i : i - at;
    if (size == 0 || !ends || distance >= best_distance) continue;
    best = text.substr(i, size);
    best_distance = distance;
  }
  return best;
}

Verdict aws_secret_key(const Input& input) {
  const std::string_view id = nearest(aws_key_id, input);
  if (id.empty()) return unproved();
  Facts facts;
  add_fact(facts, "access_key_id", id);
  const Verdict of_id =
      find_verifier("aws_access_key_id")({.secret = id, .context = {}});
  for (const Fact& fact : of_id.facts) {
    if (fact.name == "account") facts.push_back(fact);
  }
  Verdict verdict = unproved(std::move(facts));
  verdict.canary = of_id.canary;
  return verdict;
}

Verdict twilio(const Input& input) {
  Facts facts;
  add_fact(facts, "account_sid", nearest(twilio_sid<'A', 'C'>, input));
  add_fact(facts, "api_key_sid", nearest(twilio_sid<'S', 'K'>, input));
  return unproved(std::move(facts));
}

Verdict google_client_secret(const Input& input) {
  Facts facts;
  add_fact(facts, "client_id", nearest(google_client_id, input));
  return unproved(std::move(facts));
}

constexpr std::array kFamily = {
    NamedVerifier{"aws_secret_key", aws_secret_key, true},
    NamedVerifier{"google_client_secret", google_client_secret, true},
    NamedVerifier{"twilio", twilio, true},
};

}  // namespace

Family neighbour_family() { return kFamily; }

}  // namespace patrol::verify
