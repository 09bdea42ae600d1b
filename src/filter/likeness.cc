// SPDX-License-Identifier: Apache-2.0
//
// Does a text read like language? Two ways to have written it are compared,
// each by what it would cost in bits:
//
//   random    every character drawn from the alphabet that the text shows
//             (hex digits, lower case, base 62, ...): size * log2(alphabet)
//   language  word by word: first the class of each character after the two
//             classes before it (lower, upper, digit, separator, other), then
//             the letter after the letter before it in its word
//
// The language side is a table of 27 * 26 letter pairs and one of 49 * 6
// class steps, trained on English words, identifiers and string literals; so
// words, identifiers, paths, URLs, dates and code are cheap in it, whatever
// their case, while random text pays for each improbable step. The text reads
// like language when that account is the cheaper one and no run of letters
// and digits inside is clearly random, as in "key/3b0c44298fc1c149afbf4c89".
// A hash is random and never reads like language.
//
// Measured on 100,000 minted texts of each kind, the share that reads like
// language by mistake (likeness_test.cc guards the row of 16):
//
//   size   hex      base32   base36   lower    letters  base62   base64url
//     8    2.25 %   0.09 %   0.18 %   1.41 %   0.54 %   0.23 %   0.32 %
//    12    0.34     0.04     0.07     0.67     0.18     0.07     0.09
//    16    0.06     0.01     0.02     0.31     0.05     0.02     0.02
//    20    0.01     0.01     0.01     0.15     0.01     0.01     0.01
//    32    0        0        0        0.002    0.001    0        0
//
// The other way round: of 14,759 values after words like "key" and "token" in
// the sources of Debian packages, 5 % do not read like language; about half of
// these are random indeed (keys and hashes of test suites).
#include "filter/likeness.h"

#include <algorithm>

#include "filter/characters.h"
#include "filter/likeness_table.h"
#include "filter/plausibility.h"

namespace patrol::filter {
namespace {

enum CharClass : unsigned {
  start,
  lower,
  upper,
  digit,
  separator,
  other,
  byte
};

// Kinds of character in a text, to tell its alphabet.
enum Mark : unsigned {
  has_lower = 1,
  has_upper = 2,
  has_digit = 4,
  has_separator = 8,
  has_other = 16,
  beyond_hex = 32,  // a letter after 'f' or 'F'
};

struct Character {
  std::uint8_t cls;     // CharClass
  std::uint8_t mark;    // Mark bits
  std::uint8_t letter;  // 1 to 26, any case; 0 = no letter
  std::uint8_t cost;    // of the symbol in its class, in eighths of a bit
};

constexpr Character describe(unsigned c) {
  if (c >= 'a' && c <= 'z') {
    const unsigned mark = has_lower | (c > 'f' ? beyond_hex : 0U);
    return {lower, static_cast<std::uint8_t>(mark),
            static_cast<std::uint8_t>(c - 'a' + 1), 0};
  }
  if (c >= 'A' && c <= 'Z') {
    const unsigned mark = has_upper | (c > 'F' ? beyond_hex : 0U);
    return {upper, static_cast<std::uint8_t>(mark),
            static_cast<std::uint8_t>(c - 'A' + 1), 0};
  }
  if (c >= '0' && c <= '9') return {digit, has_digit, 0, 27};  // log2 10
  if (c == '_' || c == '-' || c == '.' || c == '/' || c == ':' || c == ' ') {
    return {separator, has_separator, 0, 21};  // log2 6
  }
  if (c > ' ' && c < 0x7f) return {other, has_other, 0, 38};  // log2 27
  return {byte, has_other, 0, 40};
}

constexpr auto kCharacters = [] {
  std::array<Character, 256> table{};
  for (unsigned c = 0; c < 256; ++c) table[c] = describe(c);
  return table;
}();

// Eighths of a bit that a random character of the marked alphabet costs.
int random_cost(unsigned marks) {
  const bool mixed = (marks & has_lower) && (marks & has_upper);
  if (!mixed && (marks & has_digit) &&
      !(marks & (beyond_hex | has_separator | has_other))) {
    return (marks & (has_lower | has_upper)) ? 32 : 27;
  }
  // 8 * log2 of the size, for no letters, lower, upper and both cases; then
  // the same with digits. Second row: with two separators. Third row: with 27
  // other characters.
  static constexpr std::uint8_t kCost[3][8] = {
      {0, 38, 38, 46, 27, 41, 41, 48},
      {8, 38, 38, 46, 29, 42, 42, 48},
      {38, 46, 46, 50, 42, 48, 48, 52}};
  const unsigned plain = marks & (has_lower | has_upper | has_digit);
  if (marks & has_other) return kCost[2][plain];
  return kCost[(marks & has_separator) ? 1 : 0][plain];
}

// Bits by which language is the better account, in eighths.
struct Tally {
  unsigned marks = 0;
  int size = 0;
  int cost = 0;

  void add(const Character& c, int bits) {
    marks |= c.mark;
    cost += bits;
    ++size;
  }
  int gain() const { return size * random_cost(marks) - cost; }
  bool is_number() const {
    return !(marks & (has_lower | has_upper | has_other));
  }
};

// The letter pairs count within a word only, and a capital begins a word.
std::size_t row_of(const Character& before, const Character& now) {
  const bool goes_on =
      before.cls == now.cls || (before.cls == upper && now.cls == lower);
  return goes_on ? before.letter : 0U;
}

int cost_of(const Character& before_last, const Character& last,
            const Character& now) {
  const int step = kClassCost[before_last.cls * 7U + last.cls][now.cls];
  if (now.letter == 0) return step + now.cost;
  return step + kLetterCost[row_of(last, now)][now.letter - 1U];
}

// What the whole text gains, and the worst loss of neighbouring runs of letters
// and digits (the groups of a UUID lose little each, and much together).
struct Account {
  Tally whole;
  int loss = 0;  // of the runs that end here
  int worst = 0;
};

void close_run(Tally& run, Account& account) {
  if (!run.is_number()) account.loss = std::min(0, account.loss + run.gain());
  account.worst = std::min(account.worst, account.loss);
  run = Tally{};
}

// No text of a person's is longer, and the sums stay far from overflow.
constexpr std::size_t kMostBytes = 64 * 1024;

Account account_for(std::string_view text) {
  text = text.substr(0, kMostBytes);
  Account account;
  Tally run;
  Character before_last{}, last{};
  for (const char c : text) {
    const Character now = kCharacters[static_cast<unsigned char>(c)];
    const int bits = cost_of(before_last, last, now);
    account.whole.add(now, bits);
    if (now.cls < separator) {
      run.add(now, bits);
    } else if (run.size > 0) {
      close_run(run, account);
    }
    before_last = last;
    last = now;
  }
  if (run.size > 0) close_run(run, account);
  return account;
}

// A constant of a program: "0x80000000".
bool is_hex_number(std::string_view text) {
  return text.size() <= 10 && starts_ignoring_case(text, "0x") &&
         std::all_of(text.begin() + 2, text.end(), is_alnum);
}

// Dates, versions, numbers, addresses: "2024-05-01T10:00Z", "v1.12.3", "0x1f".
bool is_numeric(std::string_view text) {
  std::size_t digits = 0, letters = 0, separators = 0;
  for (const char c : text) {
    digits += is_digit(c);
    letters += is_letter(c);
    separators += std::string_view(".-:/_+, ").find(c) != text.npos;
  }
  if (digits + letters + separators != text.size()) return false;
  return letters == 0 || (letters <= 2 && separators >= 2) ||
         is_hex_number(text);
}

// Words of one case joined by '_' or '.', without a digit: "new_enc_key". No
// issuer mints such tokens, so odd abbreviations are forgiven.
bool is_identifier(std::string_view text, unsigned marks) {
  const bool one_case =
      ((marks & has_lower) != 0) != ((marks & has_upper) != 0);
  return one_case && (marks & has_separator) &&
         !(marks & (has_digit | has_other)) &&
         text.find_first_of("-/: ") == text.npos;
}

// Language may lose this much, in eighths of a bit: nothing in a short text,
// where chance is strong; up to six bits in a long one.
int tolerance(std::string_view text, unsigned marks) {
  if (is_identifier(text, marks)) return 20 * 8;
  const std::size_t long_by = std::clamp<std::size_t>(text.size(), 8, 20) - 8;
  return static_cast<int>(long_by) * 4;
}

// A run of letters and digits that loses more than 20 bits is random.
constexpr int kRandomRun = -20 * 8;

}  // namespace

Likeness measure_likeness(std::string_view text) {
  const Account account = account_for(text);
  return {account.whole.gain(), account.worst};
}

bool holds_random_run(std::string_view text) {
  return account_for(text).worst < kRandomRun;
}

bool reads_like_language(std::string_view text) {
  const Account account = account_for(text);
  if (account.worst < kRandomRun) return false;
  const Tally& whole = account.whole;
  if (whole.gain() >= -tolerance(text, whole.marks)) return true;
  return is_numeric(text) || std::none_of(text.begin(), text.end(), is_alnum);
}

}  // namespace patrol::filter
