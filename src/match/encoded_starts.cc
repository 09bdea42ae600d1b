// SPDX-License-Identifier: Apache-2.0
#include "match/encoded_starts.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace patrol::match {
namespace {

constexpr std::size_t kBlock = 64;
constexpr std::size_t kDigits = 16;   // of base64 or hex that are tried
constexpr std::size_t kAlone = 64;    // an escape so far from the last is one

// A byte belongs to a class when both of its halves' entries share a bit. Bits 0
// to 4 are the digits of base64, 5 and 6 what escapes begin with.
constexpr unsigned kDigitBits = 0x1F;
constexpr std::array<std::uint8_t, 16> kLowHalf = {
    //     0     1     2     3     4     5     6     7
    0x1A, 0x1E, 0x1E, 0x1E, 0x1E, 0x3E, 0x3E, 0x1E,
    //     8     9     a     b     c     d     e     f
    0x1E, 0x1E, 0x1C, 0x05, 0x44, 0x05, 0x04, 0x0D};
constexpr std::array<std::uint8_t, 16> kHighHalf = {
    0, 0, 0x21, 0x02, 0x04, 0x48, 0x04, 0x10, 0, 0, 0, 0, 0, 0, 0, 0};

constexpr unsigned bits_of_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return kLowHalf[byte & 15] & kHighHalf[byte >> 4];
}
constexpr bool is_digit(char c) { return (bits_of_byte(c) & kDigitBits) != 0; }

constexpr bool classes_are_right() {
  for (unsigned i = 0; i < 256; ++i) {
    const auto c = static_cast<char>(i);
    const bool digit = ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') ||
                       ('0' <= c && c <= '9') || c == '+' || c == '/' ||
                       c == '-' || c == '_';
    const bool opens = c == '%' || c == '&' || c == '\\';
    if (is_digit(c) != digit) return false;
    if (((bits_of_byte(c) & ~kDigitBits) != 0) != opens) return false;
  }
  return true;
}
static_assert(classes_are_right());

// A bit for each byte of a block, the first one lowest.
struct Masks {
  std::uint64_t digit = 0;
  std::uint64_t opens = 0;  // an escape may begin here
};

Masks masks_of(const char* block) {
  Masks masks;
  for (unsigned i = 0; i < kBlock; ++i) {
    const unsigned bits = bits_of_byte(block[i]);
    masks.digit |= std::uint64_t{(bits & kDigitBits) != 0} << i;
    masks.opens |= std::uint64_t{(bits & ~kDigitBits) != 0} << i;
  }
  return masks;
}

#ifdef __x86_64__

#define PATROL_AVX2 __attribute__((target("avx2")))

PATROL_AVX2 inline __m256i table_of(const std::array<std::uint8_t, 16>& half) {
  return _mm256_broadcastsi128_si256(
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(half.data())));
}

PATROL_AVX2 inline std::uint64_t bits_of(__m256i mask) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(mask));
}

PATROL_AVX2 inline Masks masks_by_avx2(const char* block) {
  const __m256i low = table_of(kLowHalf), high = table_of(kHighHalf);
  const __m256i four = _mm256_set1_epi8(15);
  const __m256i digits = _mm256_set1_epi8(static_cast<char>(kDigitBits));
  Masks masks;
  for (unsigned i = 0; i < kBlock; i += 32) {
    const __m256i bytes =
        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + i));
    const __m256i halves = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), four);
    const __m256i bits = _mm256_and_si256(_mm256_shuffle_epi8(low, bytes),
                                          _mm256_shuffle_epi8(high, halves));
    const __m256i zero = _mm256_setzero_si256();
    masks.digit |= (bits_of(_mm256_cmpgt_epi8(
                       _mm256_and_si256(bits, digits), zero)))
                   << i;
    masks.opens |= bits_of(_mm256_cmpgt_epi8(bits, digits)) << i;
  }
  return masks;
}

#endif

// Where in the first block 16 digits or more follow.
std::uint64_t runs_of(const Masks& now, const Masks& next) {
  std::uint64_t low = now.digit, high = next.digit;
  for (unsigned n = 1; n < kDigits; n *= 2) {
    low &= low >> n | high << (64 - n);
    high &= high >> n;
  }
  return low;
}

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(0xFF);
  for (unsigned i = 0; i < 26; ++i) {
    values['A' + i] = static_cast<std::uint8_t>(i);
    values['a' + i] = static_cast<std::uint8_t>(26 + i);
  }
  for (unsigned i = 0; i < 10; ++i) {
    values['0' + i] = static_cast<std::uint8_t>(52 + i);
  }
  values['+'] = values['-'] = 62;
  values['/'] = values['_'] = 63;
  return values;
}
constexpr auto kValues = make_values();

constexpr unsigned hex_value(char c) {
  if ('0' <= c && c <= '9') return static_cast<unsigned>(c - '0');
  const char lower = static_cast<char>(c | 0x20);
  return 'a' <= lower && lower <= 'f' ? static_cast<unsigned>(lower - 'a' + 10)
                                      : 255;
}

bool is_printable(unsigned byte) {
  return (byte >= ' ' && byte < 0x7F) || byte == '\t' || byte == '\n' ||
         byte == '\r';
}

bool says_base64(const char* digits) {
  unsigned utf16 = 0;  // of the four groups, those with zeros as in UTF-16
  for (std::size_t i = 0; i < kDigits; i += 4) {
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      bits = bits << 6 | kValues[static_cast<unsigned char>(digits[i + j])];
    }
    const unsigned a = bits >> 16, b = bits >> 8 & 0xFF, c = bits & 0xFF;
    // Every second byte is zero: the second, then the first and the third.
    const bool odd = i / 4 % 2 == 1;
    const bool wide = odd ? a == 0 && is_printable(b) && c == 0
                          : is_printable(a) && b == 0 && is_printable(c);
    utf16 += wide ? 1 : 0;
    const bool plain = is_printable(a) && is_printable(b) && is_printable(c);
    if (!plain && utf16 != i / 4 + 1) return false;
    if (plain && utf16 > 0) return false;
  }
  return true;
}

bool says_hex(const char* digits) {
  for (std::size_t i = 0; i < kDigits; i += 2) {
    const unsigned high = hex_value(digits[i]), low = hex_value(digits[i + 1]);
    if (high > 15 || low > 15 || !is_printable(16 * high + low)) return false;
  }
  return true;
}

class Finder {
 public:
  Finder(std::string_view text, std::vector<EncodedStart>& starts)
      : text_(text), starts_(starts) {}

  // A run of digits begins at `at`.
  void run(std::size_t at) {
    const std::string_view two = text_.substr(at, 2);
    const bool behind_backslash = at > 0 && text_[at - 1] == '\\';
    if (two == "0x" || two == "0X") {
      at += 2;
    } else if (behind_backslash &&
               (two[0] == 'n' || two[0] == 'r' || two[0] == 't')) {
      ++at;
    }
    // It had 16 digits; of those that moved on, the last are not seen yet.
    if (text_.size() - at < kDigits) return;
    const std::string_view digits = text_.substr(at, kDigits);
    if (!std::all_of(digits.end() - 2, digits.end(), is_digit)) return;
    if (says_base64(digits.data())) {
      starts_.push_back({at, Encoding::base64});
    } else if (says_hex(digits.data())) {
      starts_.push_back({at, Encoding::hex});
    }
  }

  // '%', '&' or '\' stands at `at`.
  void escape(std::size_t at) {
    const std::string_view next = text_.substr(at, 4);
    if (next.size() < 3) return;
    if (next[0] == '%') {
      if (says_percent(next)) add(at, Encoding::percent);
    } else if (next[0] == '&') {
      if (says_entity(next)) add(at, Encoding::entity);
    } else if (next.size() == 4 && says_escape(next)) {
      add(at, Encoding::escape);
    }
  }

 private:
  // %25 too: it may hide another one. A blank hides nothing.
  static bool says_percent(std::string_view text) {
    const unsigned high = hex_value(text[1]), low = hex_value(text[2]);
    return 2 <= high && high <= 7 && low <= 15 && 16 * high + low != ' ';
  }
  static bool says_entity(std::string_view text) {
    const std::string_view two = text.substr(1, 2);
    if (two == "qu" || two == "ap") return true;
    return two[0] == '#' && (two[1] == 'x' || two[1] == 'X' ||
                             hex_value(two[1]) <= 9);
  }
  static bool says_escape(std::string_view text) {
    const unsigned high = hex_value(text[2]), low = hex_value(text[3]);
    if (text[1] == 'u') return high == 0 && low == 0;
    return text[1] == 'x' && 2 <= high && high <= 7 && low <= 15;
  }

  void add(std::size_t at, Encoding encoding) {
    std::size_t& last = last_[static_cast<std::size_t>(encoding)];
    const bool near =
        last != SIZE_MAX && at - last <= kAlone &&
        text_.substr(last, at - last).find('\n') == text_.npos;
    last = at;
    if (!near) starts_.push_back({at, encoding});
  }

  std::string_view text_;
  std::vector<EncodedStart>& starts_;
  // The last escape of each kind.
  std::array<std::size_t, kEncodings> last_ = {SIZE_MAX, SIZE_MAX, SIZE_MAX,
                                               SIZE_MAX, SIZE_MAX};
};

// Inlined, so that each kind of processor gets a loop of its own.
template <Masks (*kMasksOf)(const char*)>
[[gnu::always_inline]] inline void find(std::string_view text, Finder& finder) {
  // Bytes after the text are of no class.
  char padded[kBlock] = {};
  const std::size_t whole = text.size() / kBlock * kBlock;
  std::copy(text.begin() + static_cast<std::ptrdiff_t>(whole), text.end(),
            padded);
  Masks now = kMasksOf(whole > 0 ? text.data() : padded);
  std::uint64_t before = 0;  // the last byte of the block before is a digit
  for (std::size_t at = 0; at < text.size(); at += kBlock) {
    const std::size_t after = at + kBlock;
    Masks next;
    if (after <= whole) {
      next = kMasksOf(after < whole ? text.data() + after : padded);
    }
    std::uint64_t begins = runs_of(now, next) & ~(now.digit << 1 | before);
    for (; begins != 0; begins &= begins - 1) {
      finder.run(at + static_cast<std::size_t>(std::countr_zero(begins)));
    }
    for (std::uint64_t opens = now.opens; opens != 0; opens &= opens - 1) {
      finder.escape(at + static_cast<std::size_t>(std::countr_zero(opens)));
    }
    before = now.digit >> (kBlock - 1);
    now = next;
  }
}

#ifdef __x86_64__
PATROL_AVX2 [[gnu::flatten]] void find_by_avx2(std::string_view text,
                                               Finder& finder) {
  find<masks_by_avx2>(text, finder);
}
#endif

}  // namespace

void find_encoded_starts(std::string_view text,
                         std::vector<EncodedStart>& starts) {
  Finder finder(text, starts);
#ifdef __x86_64__
  static const bool avx2 = __builtin_cpu_supports("avx2");
  if (avx2) return find_by_avx2(text, finder);
#endif
  find<masks_of>(text, finder);
}

}  // namespace patrol::match
