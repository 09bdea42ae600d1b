// SPDX-License-Identifier: Apache-2.0
//
// Numbers are cut into steps, since a sum of weights knows no thresholds; facts
// that mean something together only (length and kinds of characters, likeness
// and name) are hashed as pairs.
#include "filter/features.h"

#include <algorithm>
#include <bitset>

#include "filter/characters.h"
#include "filter/essence.h"
#include "filter/likeness.h"
#include "filter/surroundings.h"

namespace patrol::filter {
namespace {

// Values are part of the weights: never renumber.
enum Kind : std::uint32_t {
  bias = 1,
  length,
  kinds,
  kinds_by_length,
  likeness,
  likeness_by_length,
  worst_run,
  entropy_by_length,
  changes,
  outline,
  digits_behind,
  digit_share,
  sign,
  vowel_share,
  distinct_share,
  hex_by_length,
  pair,
  repeats_name,
  name_word,
  last_word,
  name_spelling,
  between,
  behind,
  line_begin,
  line_above_end,
  likeness_by_name,
  kinds_by_between,
  quote_by_kinds,
  likeness_by_quote,
  edges,
};

using Number = std::uint32_t;

// Facts of every candidate: together they hold what one byte cannot.
constexpr Number kBiases = 4;

// FNV-1a, of texts of a few bytes.
constexpr Number kNoText = 2166136261U;
constexpr Number mix(Number hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * 16777619U;
}
Number hash_of(std::string_view text) {
  Number hash = kNoText;
  for (const char c : text) hash = mix(hash, to_lower(c));
  return hash;
}

// The step that `value` is on, both ends included.
Number step(int value, int size, int most) {
  return static_cast<Number>(std::clamp(value / size, -most, most) + most);
}

// Calls `use(word)` for up to `most` words of two letters or more: "dbPass_2"
// has "db" and "Pass".
template <typename Use>
void for_words(std::string_view text, int most, Use use) {
  std::size_t begin = 0;
  const auto end_word = [&](std::size_t end) {
    if (end >= begin + 2 && most-- > 0) use(text.substr(begin, end - begin));
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_letter(text[at])) {
      end_word(at);
      begin = at + 1;
    } else if (at > begin && is_upper(text[at]) && is_lower(text[at - 1])) {
      end_word(at);
      begin = at;
    }
  }
  end_word(text.size());
}

// --- the value -------------------------------------------------------------

enum Class : std::uint8_t { lower, upper, digit, separator, other };

Class class_of(char c) {
  if (is_lower(c)) return lower;
  if (is_upper(c)) return upper;
  if (is_digit(c)) return digit;
  return std::string_view("_-./:").find(c) != std::string_view::npos
             ? separator
             : other;
}

struct Make {
  std::array<int, 5> count{};  // by Class
  int size = 0, changes = 0, vowels = 0, distinct = 0, digits_behind = 0;
  bool hex = true;
  Number kinds = 0;    // bit i: has Class i
  Number outline = kNoText;  // of the order of runs, when they are few

  int letters() const { return count[lower] + count[upper]; }
  Number size_step() const {
    return size < 16 ? static_cast<Number>(size / 2)
                     : 6 + static_cast<Number>(std::min(size, 100) / 8);
  }
};

constexpr int kFewRuns = 6;

bool is_vowel(char c) {
  return std::string_view("aeiouy").find(to_lower(c)) != std::string_view::npos;
}

Make make_of(std::string_view text) {
  Make make;
  std::bitset<256> seen;
  int last = -1;
  for (const char c : text) {
    const Class now = class_of(c);
    ++make.count[now];
    make.kinds |= 1U << now;
    make.vowels += is_vowel(c);
    make.hex &= is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
    seen.set(static_cast<unsigned char>(c));
    make.digits_behind = now == digit ? make.digits_behind + 1 : 0;
    if (now == last) continue;
    make.outline = ++make.changes <= kFewRuns
                       ? mix(make.outline, "aA0_!"[now])
                       : kNoText;
    last = now;
  }
  make.size = static_cast<int>(text.size());
  make.distinct = static_cast<int>(seen.count());
  return make;
}

void add_signs(std::string_view text, Features& to) {
  std::bitset<128> seen;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (!is_alnum(c) && code < 128) seen.set(code);
  }
  for (const char c : std::string_view("!#$%&()*+,-./:;<=>?@[\\]^_{|}~")) {
    if (seen[static_cast<unsigned char>(c)]) to.add(sign, Number(c));
  }
}

// Two characters each, digits alike, of the first 48. Three would be enough of
// them to learn values by heart.
void add_pairs(std::string_view text, Features& to) {
  const auto plain = [](char c) { return is_digit(c) ? '0' : to_lower(c); };
  char last = '^';
  for (const char c : text.substr(0, 48)) {
    const char now = plain(c);
    to.add(pair, mix(mix(kNoText, last), now));
    last = now;
  }
  to.add(pair, mix(mix(kNoText, last), '$'));
}

void add_make(std::string_view text, const Make& make, Features& to) {
  const Number size = make.size_step();
  const int size_or_1 = std::max(make.size, 1);
  const auto share = [&](int count) {
    return static_cast<Number>(count * 8 / size_or_1);
  };
  to.add(length, static_cast<Number>(std::min(make.size, 64)));
  to.add(kinds, make.kinds);
  to.add(kinds_by_length, make.kinds, size);
  to.add(entropy_by_length, static_cast<Number>(shannon_entropy(text) * 4),
         size);
  to.add(changes, share(make.changes), make.kinds);
  to.add(outline, make.outline);
  to.add(digits_behind, static_cast<Number>(std::min(make.digits_behind, 6)),
         make.kinds);
  to.add(digit_share, share(make.count[digit]), make.kinds);
  to.add(vowel_share,
         static_cast<Number>(make.vowels * 8 / std::max(make.letters(), 1)),
         size);
  to.add(distinct_share, share(make.distinct), size);
  if (make.hex) to.add(hex_by_length, static_cast<Number>(make.size));
  if (make.size > 0) {
    to.add(edges, class_of(text.front()), class_of(text.back()));
  }
}

// --- the name and the syntax ------------------------------------------------

// Without blanks and words, so that it is the syntax alone: `="`, `:`, `("`.
Number syntax_of(std::string_view text) {
  constexpr int kMost = 8;
  Number hash = kNoText;
  int size = 0;
  for (const char c : text) {
    if (is_blank(c) || is_word(c) || size == kMost) continue;
    hash = mix(hash, c);
    ++size;
  }
  return size == 0 ? mix(hash, text.empty() ? '0' : ' ') : hash;
}

Number spelling_of(std::string_view name) {
  const Make make = make_of(name);
  const auto has = [&](char c) { return name.find(c) != name.npos; };
  return make.kinds | (has('_') ? 32U : 0U) | (has('-') ? 64U : 0U) |
         (has('.') ? 128U : 0U);
}

// The opening quote, or 0.
Number quote_of(std::string_view between) {
  if (between.empty()) return 0;
  const char last = between.back();
  return last == '"' || last == '\'' || last == '`' ? Number(last) : 0;
}

// What the value has in common with its name: `password: "password_field"`.
bool repeats(std::string_view value, std::string_view name) {
  bool found = false;
  for_words(name, 6, [&](std::string_view word) {
    if (word.size() < 4 || word.size() > value.size()) return;
    for (std::size_t at = 0; at + word.size() <= value.size(); ++at) {
      found |= starts_ignoring_case(value.substr(at), word);
    }
  });
  return found;
}

// Returns the hash of the name's last word.
Number add_name(std::string_view name, Features& to) {
  Number last = kNoText;
  for_words(name, 6, [&](std::string_view word) {
    last = hash_of(word);
    to.add(name_word, last);
  });
  to.add(last_word, last);
  to.add(name_spelling, spelling_of(name));
  return last;
}

void add_syntax(const Surroundings& around, Features& to) {
  const std::string_view line = trim(around.line);
  const std::string_view above = trim(around.line_above);
  to.add(between, syntax_of(around.between));
  to.add(behind, hash_of(around.behind.substr(0, 1)));
  to.add(behind, hash_of(around.behind.substr(0, 2)), 1);
  to.add(line_begin, syntax_of(line.substr(0, 2)), line.empty());
  to.add(line_above_end, above.empty() ? 0 : Number(is_word(above.back())
                                                        ? 'a'
                                                        : above.back()));
}

}  // namespace

void Features::add(std::uint32_t kind, std::uint32_t a, std::uint32_t b) {
  if (size_ == kMost) return;
  std::uint32_t hash = (kind * 0x9e3779b1U) ^ (a * 0x85ebca77U);
  hash = (hash ^ (hash >> 15) ^ (b * 0x27d4eb2fU)) * 0xc2b2ae3dU;
  hash ^= hash >> 16;
  ids_[size_++] =
      static_cast<std::uint16_t>(hash & ((1U << kFeatureBits) - 1U));
}

Features features_of(const Candidate& candidate) {
  const Essence essence(candidate.secret);
  const std::string_view text = essence.text();
  const Surroundings around = surroundings_of(candidate);
  const Make make = make_of(text.substr(0, 256));
  const Likeness like = measure_likeness(text);
  const Number gain = step(like.gain / std::max(make.size, 1), 2, 12);
  const Number quote = quote_of(around.between);

  Features features;
  for (Number i = 0; i < kBiases; ++i) features.add(bias, i);
  add_make(text, make, features);
  features.add(likeness, gain);
  features.add(likeness_by_length, gain, make.size_step());
  features.add(worst_run, step(like.worst, 32, 16));
  features.add(likeness_by_quote, gain, quote);
  features.add(quote_by_kinds, quote, make.kinds);
  features.add(kinds_by_between, make.kinds, syntax_of(around.between));
  features.add(likeness_by_name, gain, add_name(around.name, features));
  if (repeats(text.substr(0, 64), around.name)) features.add(repeats_name, 0);
  add_signs(text, features);
  add_syntax(around, features);
  add_pairs(text, features);
  return features;
}

}  // namespace patrol::filter
