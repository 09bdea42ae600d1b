// SPDX-License-Identifier: Apache-2.0
#include "rules/recipe_reader.h"

#include <array>
#include <charconv>

#include "base/charset.h"

namespace patrol::rules {
namespace {

constexpr std::uint32_t kLongestBody = 1000;
constexpr std::uint32_t kMostZeros = 8;

constexpr std::array kAlphabets = {"base62",    "hex",    "hex-upper",
                                   "decimal",   "base32", "base36",
                                   "base36-upper", "base64", "base64url"};
constexpr std::array kAlphabetChars = {
    base::kAlnum,      base::kLowerHex,   base::kUpperHex,
    base::kDigit,      base::kBase32Char, base::kLowerAlnum,
    base::kUpperAlnum, base::kBase64Char, base::kBase64UrlChar};

constexpr std::array kByteOrders = {"big", "little"};

// An encoding of the tail, in either byte order of the CRC.
struct Encoding {
  std::uint32_t width;  // usual digits
  TailForm big;
  TailForm little;  // the same as `big` if there is none
};
constexpr std::array kEncodingNames = {"base62", "base62-lower-first", "base36",
                                       "decimal", "hex", "hex-upper", "base64"};
constexpr std::array kEncodings = {
    Encoding{6, TailForm::base62, TailForm::base62},
    Encoding{6, TailForm::base62_lower_first, TailForm::base62_lower_first},
    Encoding{7, TailForm::base36, TailForm::base36},
    Encoding{10, TailForm::decimal, TailForm::decimal},
    Encoding{8, TailForm::hex, TailForm::hex_little_endian},
    Encoding{8, TailForm::hex_upper, TailForm::hex_upper_little_endian},
    Encoding{6, TailForm::base64_big_endian, TailForm::base64_little_endian},
};

// The number that `text` begins with, which is taken off; 0 if there is none.
std::uint32_t take_number(std::string_view& text) {
  std::uint32_t number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return 0;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

// "32" or "20-40".
void read_length(base::TomlReader& reader, Recipe& recipe) {
  if (!reader.has("length")) {
    reader.fail("'length' is missing: characters of the body");
    return;
  }
  const std::string text = reader.text("length");
  std::string_view rest = text;
  recipe.least = recipe.most = take_number(rest);
  if (rest.starts_with('-')) {
    rest.remove_prefix(1);
    recipe.most = take_number(rest);
  }
  if (!rest.empty() || recipe.least == 0 || recipe.most < recipe.least ||
      recipe.most > kLongestBody) {
    reader.fail("length", "must be a number of characters up to 1000, or two "
                          "as in \"20-40\"");
  }
}

void read_tail(base::TomlReader& reader, Recipe& recipe) {
  const Encoding& encoding =
      kEncodings[reader.choice("encoding", kEncodingNames)];
  const bool little = reader.choice("byte_order", kByteOrders, 0) == 1;
  recipe.tail = little ? encoding.little : encoding.big;
  if (little && encoding.little == encoding.big) {
    reader.fail("byte_order", "'little' goes with hex and base64 only");
  }
  if (!reader.has("width")) return;
  std::uint32_t width = 0;
  const std::string text = reader.text("width");
  std::string_view rest = text;
  width = take_number(rest);
  const bool base64 = recipe.tail == TailForm::base64_big_endian ||
                      recipe.tail == TailForm::base64_little_endian;
  if (recipe.tail == TailForm::base36 && width == 6) {
    recipe.tail = TailForm::base36_first_six;
  } else if (!rest.empty() || width < encoding.width ||
             width > encoding.width + (base64 ? 0 : kMostZeros)) {
    reader.fail("width", "a CRC-32 takes " + std::to_string(encoding.width) +
                             " characters in this encoding");
  } else {
    recipe.zeros = width - encoding.width;
  }
}

}  // namespace

Recipe read_recipe(base::TomlReader reader) {
  Recipe recipe;
  recipe.id = reader.required("id");
  recipe.prefix = reader.required("prefix");
  recipe.body = kAlphabetChars[reader.choice("alphabet", kAlphabets)];
  read_length(reader, recipe);
  recipe.separator = reader.optional("separator");
  read_tail(reader, recipe);
  recipe.covers_prefix = reader.flag("covers_prefix");
  recipe.kind = reader.optional("kind");
  reader.finish();
  return recipe;
}

}  // namespace patrol::rules
