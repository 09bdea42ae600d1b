// SPDX-License-Identifier: Apache-2.0
//
// The words that a wallet is restored from. BIP-39: 12, 15, 18, 21 or 24 words
// of a list of 2,048 write the entropy, 32 bits for each three words, and after
// it the first bits of its SHA-256, one for each three words. So 12 words carry
// 4 bits of checksum and 24 carry 8. That is little, but prose does not stay on
// the list for that long: about one word in three of it is there.
//
// Electrum takes its words from the same list and checks them otherwise: the
// HMAC-SHA512 of the text with the key "Seed version" begins with the digits
// of the kind of wallet (electrum.readthedocs.io, "Electrum Seed Version
// System").
#include <array>
#include <optional>

#include "base/charset.h"
#include "base/digest.h"
#include "base/hex.h"
#include "verify/family.h"
#include "verify/mnemonic_words.h"
#include "verify/verdicts.h"

namespace patrol::verify {
namespace {

constexpr std::size_t kMostWords = 24;
constexpr std::size_t kBitsPerWord = 11;

// The words of the text in one line, whatever stands between them: numbers,
// line ends, quotes, commas.
struct Words {
  std::string line;
  std::size_t count = 0;
  bool on_list = true;
  std::string bits;  // as a text of '0' and '1'
};

void add_word(std::string_view word, Words& words) {
  const auto index = mnemonic_index(word);
  words.on_list = words.on_list && index.has_value();
  ++words.count;
  if (!words.line.empty()) words.line += ' ';
  words.line += word;
  for (std::size_t bit = kBitsPerWord; index && bit-- > 0;) {
    words.bits += (*index >> bit & 1) != 0 ? '1' : '0';
  }
}

Words read_words(std::string_view text) {
  Words words;
  while (!text.empty() && words.count <= kMostWords) {
    std::size_t size = 0;
    while (size < text.size() && base::kLower.contains(text[size])) ++size;
    if (size > 0) add_word(text.substr(0, size), words);
    text.remove_prefix(size > 0 ? size : 1);
  }
  return words;
}

std::string to_bytes(std::string_view bits) {
  std::string bytes;
  for (; bits.size() >= 8; bits.remove_prefix(8)) {
    unsigned byte = 0;
    for (const char bit : bits.substr(0, 8)) byte = byte << 1 | (bit == '1');
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

bool checksum_fits(const Words& words) {
  const std::size_t check_bits = words.count / 3;
  const std::size_t entropy_bits = words.bits.size() - check_bits;
  const std::string_view bits = words.bits;
  const auto sum = static_cast<unsigned char>(
      base::sha256(to_bytes(bits.substr(0, entropy_bits)))[0]);
  for (std::size_t i = 0; i < check_bits; ++i) {
    if ((bits[entropy_bits + i] == '1') != ((sum >> (7 - i) & 1) != 0)) {
      return false;
    }
  }
  return true;
}

// The kind of an Electrum wallet; "" if it is none.
std::string_view electrum_kind(const Words& words) {
  struct Version {
    std::string_view digits;
    std::string_view kind;
  };
  constexpr std::array kVersions = {
      Version{"01", "Electrum, standard"},
      Version{"100", "Electrum, segwit"},
      Version{"101", "Electrum, two factors"},
      Version{"102", "Electrum, two factors and segwit"},
  };
  const std::string sum = base::encode_hex(
      base::hmac(base::Digest::sha512, "Seed version", words.line));
  for (const Version& version : kVersions) {
    if (sum.starts_with(version.digits)) return version.kind;
  }
  return "";
}

Verdict bip39(const Input& input) {
  const Words words = read_words(input.secret);
  if (words.count < 12 || words.count > kMostWords || words.count % 3 != 0) {
    return malformed("not the number of words of a mnemonic");
  }
  if (!words.on_list) return malformed("a word is not on the list");
  Facts facts = {{"words", std::to_string(words.count)}};
  if (checksum_fits(words)) {
    add_fact(facts, "entropy_bits", std::to_string(words.count / 3 * 32));
    Verdict verdict = checksum_holds(std::move(facts));
    verdict.known_example = is_known_example(words.line);
    return verdict;
  }
  const std::string_view kind = electrum_kind(words);
  if (kind.empty()) return checksum_differs();
  add_fact(facts, "kind", kind);
  return structure_holds(std::move(facts));
}

constexpr std::array kFamily = {
    NamedVerifier{"bip39", bip39},
};

}  // namespace

Family mnemonic_family() { return kFamily; }

}  // namespace patrol::verify
