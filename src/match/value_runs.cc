// SPDX-License-Identifier: Apache-2.0
#include "match/value_runs.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace patrol::match {
namespace {

constexpr std::size_t kBlock = 64;

// A bit for each byte of a block, the first one lowest.
struct Masks {
  std::uint64_t run = 0;  // letters, digits and `_ . + / -`
  std::uint64_t digit = 0;
};

Masks masks_of_byte(char c) {
  const char lower = static_cast<char>(c | 0x20);
  const bool run = ('a' <= lower && lower <= 'z') || ('-' <= c && c <= '9') ||
                   c == '+' || c == '_';
  return {run, '0' <= c && c <= '9'};
}

Masks masks_of(const char* block) {
  Masks masks;
  for (unsigned i = 0; i < kBlock; ++i) {
    const Masks one = masks_of_byte(block[i]);
    masks.run |= one.run << i;
    masks.digit |= one.digit << i;
  }
  return masks;
}

#ifdef __x86_64__

#define PATROL_AVX2 __attribute__((target("avx2")))

// 0xff where first <= byte <= last.
PATROL_AVX2 inline __m256i in_range(__m256i bytes, char first, char last) {
  const __m256i from_first = _mm256_sub_epi8(bytes, _mm256_set1_epi8(first));
  const __m256i width = _mm256_set1_epi8(static_cast<char>(last - first));
  return _mm256_cmpeq_epi8(_mm256_min_epu8(from_first, width), from_first);
}

PATROL_AVX2 inline __m256i equal(__m256i bytes, char c) {
  return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c));
}

PATROL_AVX2 inline std::uint64_t bits_of(__m256i mask) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(mask));
}

PATROL_AVX2 inline Masks masks_by_avx2(const char* block) {
  Masks masks;
  for (unsigned i = 0; i < kBlock; i += 32) {
    const __m256i bytes =
        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + i));
    const __m256i lower = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
    const __m256i mark =  // "-./0123456789", '+' and '_'
        _mm256_or_si256(in_range(bytes, '-', '9'),
                        _mm256_or_si256(equal(bytes, '+'), equal(bytes, '_')));
    const __m256i run = _mm256_or_si256(in_range(lower, 'a', 'z'), mark);
    masks.run |= bits_of(run) << i;
    masks.digit |= bits_of(in_range(bytes, '0', '9')) << i;
  }
  return masks;
}

#endif

// Two words of bits in a row; what is shifted in from above is 0.
struct Bits {
  std::uint64_t low, high;
  Bits from(unsigned n) const {  // 0 < n < 64
    return {low >> n | high << (64 - n), high >> n};
  }
  Bits operator&(const Bits& b) const { return {low & b.low, high & b.high}; }
  Bits operator|(const Bits& b) const { return {low | b.low, high | b.high}; }
};

// Where in the first word 16 bytes or more of a run follow, with a digit among
// the first 32: digits are carried down to the bytes of the run before them,
// twice as far in each step.
std::uint64_t rich_runs(const Masks& now, const Masks& next) {
  static_assert(ValueRun::kLeast == 16 && ValueRun::kSeenBy == 32);
  Bits run{now.run, next.run};        // `n` bytes or more of a run follow
  Bits digit{now.digit, next.digit};  // one is among the next `n` of the run
  std::uint64_t sixteen = 0;
  for (unsigned n = 1; n <= 16; n *= 2) {
    if (n == 16) sixteen = run.low;
    digit = digit | (digit.from(n) & run);
    run = run & run.from(n);
  }
  return sixteen & digit.low;
}

// Inlined, so that each kind of processor gets a loop of its own.
template <Masks (*kMasksOf)(const char*)>
[[gnu::always_inline]] inline void find(std::string_view text,
                                        std::vector<ValueRun>& runs) {
  // Bytes after the text are no bytes of runs.
  char padded[kBlock] = {};
  const std::size_t whole = text.size() / kBlock * kBlock;
  std::copy(text.begin() + static_cast<std::ptrdiff_t>(whole), text.end(),
            padded);
  Masks now = kMasksOf(whole > 0 ? text.data() : padded);
  std::uint64_t before = 0;  // the last byte of the block before is in a run
  for (std::size_t at = 0; at < text.size(); at += kBlock) {
    const std::size_t after = at + kBlock;
    Masks next;
    if (after <= whole) {
      next = kMasksOf(after < whole ? text.data() + after : padded);
    }
    std::uint64_t begins = rich_runs(now, next) & ~(now.run << 1 | before);
    for (; begins != 0; begins &= begins - 1) {
      const auto i = static_cast<unsigned>(std::countr_zero(begins));
      const std::uint64_t digits =
          i == 0 ? now.digit : Bits{now.digit, next.digit}.from(i).low;
      const auto first = static_cast<std::size_t>(std::countr_zero(digits));
      runs.push_back({at + i, at + i + std::max(ValueRun::kLeast, first + 1)});
    }
    before = now.run >> (kBlock - 1);
    now = next;
  }
}

#ifdef __x86_64__
PATROL_AVX2 [[gnu::flatten]] void find_by_avx2(std::string_view text,
                                               std::vector<ValueRun>& runs) {
  find<masks_by_avx2>(text, runs);
}
#endif

}  // namespace

void find_value_runs(std::string_view text, std::vector<ValueRun>& runs) {
  runs.clear();
#ifdef __x86_64__
  static const bool avx2 = __builtin_cpu_supports("avx2");
  if (avx2) return find_by_avx2(text, runs);
#endif
  find<masks_of>(text, runs);
}

bool has_early_digit(std::string_view value) {
  for (const char c : value.substr(0, ValueRun::kSeenBy)) {
    const Masks masks = masks_of_byte(c);
    if (masks.run == 0 || masks.digit != 0) return masks.digit != 0;
  }
  return false;
}

}  // namespace patrol::match
