// SPDX-License-Identifier: Apache-2.0
//
// Does somebody mean "put yours here"? Five signs, none of which random text
// of 16 characters shows once in 100,000 times (see the test):
//
//   words      "your-api-key", "changeme", "…EXAMPLE", "mypassword1"
//   brackets   "<token>", "[redacted]", an ellipsis
//   few        a handful of distinct characters, "xxxxxx", "******"
//   runs       characters in order ("1234567890", "abcdef", "a1b2c3",
//              "qwerty") or one piece over and over ("testtesttest")
//   user       a password that is the user's name, or too short for one
//
// All of it is about the password of a URL or header where the secret is one.
#include <array>
#include <bitset>
#include <cstdint>
#include <string_view>

#include "filter/characters.h"
#include "filter/essence.h"
#include "filter/password_words.h"
#include "filter/plausibility.h"

namespace patrol::filter {
namespace {

struct Word {
  std::string_view text;  // lower case
  bool alone;  // only between other characters or changes of case: "yourKey"
};

// Sorted by first letter. Those that count anywhere have seven letters or more.
constexpr Word kWords[] = {
    {"change", true},      {"changeit", false},     {"changeme", false},
    {"dummy", true},       {"example", false},      {"fake", true},
    {"fixme", true},       {"foobar", true},        {"goes", true},
    {"goeshere", false},   {"insert", true},        {"placeholder", false},
    {"redacted", false},   {"replace", true},       {"replaceme", false},
    {"sample", true},      {"todo", true},          {"your", true},
    {"yourapikey", false}, {"yourpassword", false}, {"yoursecret", false},
    {"yourtoken", false},
};

// What people write for a whole secret when it does not matter.
constexpr std::string_view kWholes[] = {
    "token",     "guest", "root",   "admin", "user",     "username", "none",
    "postgres",  "null",  "nil",    "test",  "testtest", "true",     "false",
    "undefined", "empty", "barfoo", "unset", "n/a",      "tbd",      "string",
};

// kWordsBy[c] is the first word that begins with the letter c or a later one.
constexpr auto kWordsBy = [] {
  std::array<std::uint8_t, 27> first{};
  for (std::size_t letter = 0; letter < first.size(); ++letter) {
    std::size_t i = 0;
    while (i < std::size(kWords) &&
           kWords[i].text[0] < static_cast<char>('a' + letter)) {
      ++i;
    }
    first[letter] = static_cast<std::uint8_t>(i);
  }
  return first;
}();

bool stands_alone(std::string_view text, std::size_t at, std::size_t size) {
  const std::size_t end = at + size;
  const bool begins = at == 0 || !is_letter(text[at - 1]) ||
                      (is_upper(text[at]) && is_lower(text[at - 1]));
  const bool ends = end == text.size() || !is_letter(text[end]) ||
                    (is_upper(text[end]) && is_lower(text[end - 1]));
  return begins && ends;
}

bool has_word_at(std::string_view text, std::size_t at) {
  const std::size_t letter = static_cast<std::size_t>(to_lower(text[at]) - 'a');
  for (std::size_t i = kWordsBy[letter]; i < kWordsBy[letter + 1]; ++i) {
    const Word& word = kWords[i];
    if (starts_ignoring_case(text.substr(at), word.text) &&
        (!word.alone || stands_alone(text, at, word.text.size()))) {
      return true;
    }
  }
  return false;
}

bool has_words(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_letter(text[at]) && has_word_at(text, at)) return true;
  }
  return std::ranges::any_of(kWholes, [&](std::string_view whole) {
    return equal_ignoring_case(text, whole);
  });
}

// "<token>", "[your key]", "{password}": brackets around words.
bool is_bracketed(std::string_view text) {
  if (text.size() < 3) return false;
  const std::string_view inside = text.substr(1, text.size() - 2);
  const char open = text.front(), close = text.back();
  return ((open == '<' && close == '>') || (open == '[' && close == ']') ||
          (open == '{' && close == '}')) &&
         reads_like_language(inside);
}

bool is_elided(std::string_view text) {
  return text.find("...") != text.npos ||
         text.find("\xe2\x80\xa6") != text.npos;  // U+2026
}

// "xxxxxx", "******": characters that stand for others.
bool is_masked(std::string_view text) {
  constexpr std::size_t kRun = 6;
  std::size_t run = 1;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = to_lower(text[i]);
    const bool mask = c == 'x' || c == '*' || c == '.' || c == '#';
    run = mask && c == to_lower(text[i - 1]) ? run + 1 : 1;
    if (run == kRun) return true;
  }
  return text.size() >= 3 && text.find_first_not_of("xX*.#-_") == text.npos;
}

// 16 random hex digits show five or fewer of the 16 once in 30,000 times, four
// or fewer once in 2,000,000.
bool has_few_characters(std::string_view text) {
  constexpr std::size_t kFew = 4;
  if (text.size() < 8) return false;
  std::bitset<256> seen;
  for (const char c : text) {
    seen.set(static_cast<unsigned char>(c));
    if (seen.count() > kFew) return false;
  }
  return text.size() >= 12 || seen.count() <= 2;
}

// Where a key stands on its row of the keyboard, rows apart by one; 0 = none.
constexpr auto kKeyboard = [] {
  std::array<std::uint8_t, 256> place{};
  std::uint8_t at = 1;
  for (const char c : std::string_view("qwertyuiop asdfghjkl zxcvbnm")) {
    if (c != ' ') place[static_cast<unsigned char>(c)] = at;
    ++at;
  }
  return place;
}();

// How a character follows another. "fg" is a step up and one to the right.
enum Step : unsigned { same = 1, up = 2, down = 4, right = 8, left = 16 };
constexpr unsigned kAnyStep = ~0U;

// The digits close a circle, and so do the hex digits and the alphabet.
unsigned steps_between(char a, char b) {
  if (!is_alnum(a) || !is_alnum(b)) return 0;
  if (a == b) return same;
  const auto leads = [](char x, char y) {
    return y - x == 1 || (x == '9' && (y == '0' || y == 'a')) ||
           ((x == 'f' || x == 'z') && (y == '0' || y == '1'));
  };
  unsigned steps = (leads(a, b) ? up : 0U) | (leads(b, a) ? down : 0U);
  if (is_letter(a) && is_letter(b)) {
    const int keys = kKeyboard[static_cast<unsigned char>(b)] -
                     kKeyboard[static_cast<unsigned char>(a)];
    steps |= keys == 1 ? right : keys == -1 ? left : 0U;
  }
  return steps;
}

// Counts the characters that stand in runs of four or more, each of one kind of
// step. `stride` 2 sees both halves of "a1b2c3d4" and wants runs of six.
std::size_t count_in_runs(std::string_view text, std::size_t stride) {
  const std::size_t shortest = stride == 1 ? 4 : 6;
  std::size_t counted = 0, begin = 0;
  std::array<unsigned, 2> kinds{kAnyStep, kAnyStep};  // still possible, by half
  const auto close = [&](std::size_t end) {
    if (end - begin >= shortest) counted += end - begin;
  };
  for (std::size_t i = stride; i < text.size(); ++i) {
    const unsigned steps =
        steps_between(to_lower(text[i - stride]), to_lower(text[i]));
    unsigned& kind = kinds[i % stride];
    kind &= steps;
    if (kind != 0) continue;
    close(i);
    begin = i - stride + (steps == 0 ? 1 : 0);
    kinds = {kAnyStep, kAnyStep};
    if (steps != 0) kind = steps;
  }
  close(text.size());
  return std::min(counted, text.size());
}

// Next to each other or the same, by code or by keyboard: all steps but 9-0.
bool is_near(char a, char b) {
  const auto x = static_cast<unsigned char>(to_lower(a));
  const auto y = static_cast<unsigned char>(to_lower(b));
  const int keys = kKeyboard[x] - kKeyboard[y];
  return static_cast<unsigned>(x - y + 1) <= 2U ||
         (kKeyboard[x] != 0 && static_cast<unsigned>(keys + 1) <= 2U);
}

// Cheap, and false for nearly all random text: half of the steps are small.
bool may_be_run(std::string_view text, std::size_t stride) {
  std::size_t near = 0;
  for (std::size_t i = stride; i < text.size(); ++i) {
    near += is_near(text[i - stride], text[i]);
  }
  return near * 2 >= text.size() - stride;
}

// This share of the letters and digits makes a text a run as a whole. Much
// lower would do against chance; it spares tokens with a run by accident of
// their format, such as the zero bytes in a base64 key.
constexpr double kRunShare = 0.8;

bool is_run(std::string_view text, std::size_t stride) {
  constexpr std::size_t kShortest = 6;
  if (text.size() < kShortest || !may_be_run(text, stride)) return false;
  const auto size = std::ranges::count_if(text, is_alnum);
  return size >= static_cast<std::ptrdiff_t>(kShortest) &&
         static_cast<double>(count_in_runs(text, stride)) >=
             kRunShare * static_cast<double>(size);
}

// "abc12abc12abc12": a piece of up to 32 bytes three times, or twice in a long
// text, perhaps cut off at the end.
bool is_repeated(std::string_view text) {
  constexpr std::size_t kLongest = 32;
  for (std::size_t piece = 1; piece <= kLongest; ++piece) {
    if (text.size() < 3 * piece && text.size() < 2 * piece + 8) return false;
    if (text.size() < 2 * piece || text.size() < 8) return false;
    if (text.substr(piece) == text.substr(0, text.size() - piece)) return true;
  }
  return false;
}

// Without what an issuer puts in front: "sk_live_", "glpat-".
std::string_view without_prefix(std::string_view text) {
  constexpr std::size_t kLongestPrefix = 12, kShortestBody = 12;
  const std::size_t end = text.substr(0, kLongestPrefix).find_last_of("_-.");
  if (end == text.npos || text.size() < end + 1 + kShortestBody) return text;
  return text.substr(end + 1);
}

// "scott:scott": the user's name once more. No service takes a password of
// four characters, but samples are full of them: "foo:bar".
bool is_no_password(const Essence& essence) {
  constexpr std::size_t kShortest = 5;
  return essence.is_password() &&
         (essence.text().size() < kShortest ||
          equal_ignoring_case(essence.user(), essence.text()));
}

// The same where the secret is the password alone: `curl -u scott:scott`.
bool repeats_user(const Candidate& candidate) {
  std::string_view user = candidate.before;
  if (!user.ends_with(':')) return false;
  user.remove_suffix(1);
  if (!user.ends_with(candidate.secret)) return false;
  user.remove_suffix(candidate.secret.size());
  return user.empty() || !is_word(user.back());
}

}  // namespace

bool is_placeholder(const Candidate& candidate) {
  const Essence essence(candidate.secret);
  const std::string_view text = essence.text();
  if (text.empty() || is_no_password(essence)) return true;
  const std::string_view body = without_prefix(text);
  return has_words(text) || is_words_for_password(text) ||
         repeats_user(candidate) || is_elided(text) || is_bracketed(text) ||
         is_masked(text) || has_few_characters(body) || is_run(body, 1) ||
         is_run(body, 2) || is_repeated(body);
}

}  // namespace patrol::filter
