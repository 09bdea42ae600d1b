// SPDX-License-Identifier: Apache-2.0
#include "match/gates.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace patrol::match {
namespace {

constexpr std::size_t kBlock = 64;
constexpr std::size_t kMore = 2;

// A bit for each of 64 bytes, the first one lowest.
struct PlainMasks {
  template <typename Test>
  static std::uint64_t of(const char* block, Test test) {
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < kBlock; ++i) {
      mask |= std::uint64_t{test(block[i])} << i;
    }
    return mask;
  }
  static std::uint64_t run(const char* block) {
    return of(block, [](char c) { return kRunChar.contains(c); });
  }
  // Where "://" begins. Sees kMore bytes after the block.
  static std::uint64_t authority(const char* block) {
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < kBlock; ++i) {
      const bool begins = std::memcmp(block + i, "://", 3) == 0;
      mask |= std::uint64_t{begins} << i;
    }
    return mask;
  }
  static std::uint64_t digit(const char* block) {
    return of(block, [](char c) { return base::kDigit.contains(c); });
  }
};

#ifdef __x86_64__

#define PATROL_AVX2 __attribute__((target("avx2")))

struct Avx2Masks {
  PATROL_AVX2 static __m256i load(const char* bytes) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
  }
  PATROL_AVX2 static std::uint64_t bits(__m256i low, __m256i high) {
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) |
           std::uint64_t{
               static_cast<std::uint32_t>(_mm256_movemask_epi8(high))} << 32;
  }

  // The upper half of a byte has a bit for each set of lower halves that go
  // with it: one for 2B, 2D, 2E and 2F, and so on.
  PATROL_AVX2 static __m256i no_run(__m256i bytes) {
    constexpr char k2 = 1, k3 = 2, k46 = 4, k5 = 8, k7 = 16;
    constexpr char k1to9 = k3 | k46 | k5 | k7;
    const __m256i upper_sets = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        0, 0, k2, k3, k46, k5, k46, k7, 0, 0, 0, 0, 0, 0, 0, 0));
    const __m256i lower_sets = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        k3 | k5 | k7, k1to9, k1to9, k1to9, k1to9, k1to9, k1to9, k1to9, k1to9,
        k1to9, k46 | k5 | k7, k2 | k46, k46, k2 | k46, k2 | k46,
        k2 | k46 | k5));
    const __m256i upper = _mm256_and_si256(_mm256_srli_epi16(bytes, 4),
                                           _mm256_set1_epi8(0x0f));
    // Bytes from 80 on are looked up as 0.
    const __m256i sets =
        _mm256_and_si256(_mm256_shuffle_epi8(upper_sets, upper),
                         _mm256_shuffle_epi8(lower_sets, bytes));
    return _mm256_cmpeq_epi8(sets, _mm256_setzero_si256());
  }
  PATROL_AVX2 static std::uint64_t run(const char* block) {
    return ~bits(no_run(load(block)), no_run(load(block + 32)));
  }

  PATROL_AVX2 static __m256i equal(__m256i bytes, char c) {
    return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c));
  }
  PATROL_AVX2 static __m256i begins_authority(const char* bytes) {
    return _mm256_and_si256(
        _mm256_and_si256(equal(load(bytes), ':'), equal(load(bytes + 1), '/')),
        equal(load(bytes + 2), '/'));
  }
  PATROL_AVX2 static std::uint64_t authority(const char* block) {
    return bits(begins_authority(block), begins_authority(block + 32));
  }

  PATROL_AVX2 static __m256i is_digit(__m256i bytes) {
    const __m256i value = _mm256_sub_epi8(bytes, _mm256_set1_epi8('0'));
    return _mm256_cmpeq_epi8(_mm256_min_epu8(value, _mm256_set1_epi8(9)),
                             value);
  }
  PATROL_AVX2 static std::uint64_t digit(const char* block) {
    return bits(is_digit(load(block)), is_digit(load(block + 32)));
  }
};

#endif

// The 64 bytes at `at` and kMore, those after the text as zeros, which are in no
// class.
class Block {
 public:
  Block(std::string_view text, std::size_t at) {
    if (at + kBlock + kMore <= text.size()) {
      bytes_ = text.data() + at;
      return;
    }
    const std::string_view rest = text.substr(std::min(at, text.size()));
    std::memset(padded_, 0, sizeof padded_);
    std::memcpy(padded_, rest.data(), rest.size());
    bytes_ = padded_;
  }
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;
  const char* bytes() const { return bytes_; }

 private:
  const char* bytes_;
  char padded_[kBlock + kMore];
};

// Two words of bits in a row; what is shifted in from above is 0.
struct Bits {
  std::uint64_t low, high;
  Bits from(unsigned n) const {  // n < 64
    return n == 0 ? *this : Bits{low >> n | high << (64 - n), high >> n};
  }
  Bits operator&(const Bits& b) const { return {low & b.low, high & b.high}; }
};

// Where in the first word 16 bits or more follow.
std::uint64_t sixteen(Bits run) {
  static_assert(ValueRun::kLeast == 16);
  for (unsigned n = 1; n < 16; n *= 2) run = run & run.from(n);
  return run.low;
}

// Up to the `@` that ends the authority after the "://" at `begin`.
std::optional<Span> authority_at(std::string_view text, std::size_t begin) {
  std::size_t at = begin + 3;
  while (at < text.size() && kAuthorityChar.contains(text[at])) ++at;
  if (at == text.size() || text[at] != '@') return std::nullopt;
  return Span{begin, at + 1};
}

// Inlined, so that each kind of processor gets a loop of its own.
template <typename Masks>
class Finder {
 public:
  [[gnu::always_inline]] Finder(std::string_view text, Gates& gates)
      : text_(text), gates_(gates) {}

  [[gnu::always_inline]] void find() {
    std::uint64_t before = 0;  // the last byte of the block before is in a run
    std::uint64_t run = Masks::run(Block(text_, 0).bytes());
    for (std::size_t at = 0; at < text_.size(); at += kBlock) {
      const std::uint64_t next = Masks::run(Block(text_, at + kBlock).bytes());
      const Bits both{run, next};
      std::uint64_t begins = sixteen(both) & ~(run << 1 | before);
      for (; begins != 0; begins &= begins - 1) {
        const auto i = static_cast<unsigned>(std::countr_zero(begins));
        add_run(at + i, both.from(i).low);
      }
      begins = Masks::authority(Block(text_, at).bytes());
      for (; begins != 0; begins &= begins - 1) {
        add_authority(at + static_cast<unsigned>(std::countr_zero(begins)));
      }
      before = run >> (kBlock - 1);
      run = next;
    }
  }

 private:
  // A run of 16 bytes or more; `run` has its first 64.
  [[gnu::always_inline]] void add_run(std::size_t begin, std::uint64_t run) {
    auto size = static_cast<std::size_t>(std::countr_one(run));
    for (std::size_t more = size; more == kBlock; size += more) {
      more = static_cast<std::size_t>(std::countr_one(
          Masks::run(Block(text_, begin + size).bytes())));
    }
    const auto digit = static_cast<std::size_t>(
        std::countr_zero(Masks::digit(Block(text_, begin).bytes())));
    if (size >= kLongRun) {
      gates_.runs.push_back({begin, begin + size});
      if (digit < size || size > kBlock) gates_.digit_runs.push_back(gates_.runs.back());
    }
    if (digit < std::min(size, ValueRun::kSeenBy)) {
      gates_.values.push_back(
          {begin, begin + std::max(ValueRun::kLeast, digit + 1)});
    }
  }

  void add_authority(std::size_t at) {
    if (const auto found = authority_at(text_, at)) {
      gates_.authorities.push_back(*found);
    }
  }

  std::string_view text_;
  Gates& gates_;
};

#ifdef __x86_64__
PATROL_AVX2 [[gnu::flatten]] void find_by_avx2(std::string_view text,
                                               Gates& gates) {
  Finder<Avx2Masks>(text, gates).find();
}
#endif

}  // namespace

void find_gates(std::string_view text, Gates& gates) {
  gates.values.clear();
  gates.runs.clear();
  gates.digit_runs.clear();
  gates.authorities.clear();
#ifdef __x86_64__
  static const bool avx2 = __builtin_cpu_supports("avx2");
  if (avx2) return find_by_avx2(text, gates);
#endif
  Finder<PlainMasks>(text, gates).find();
}

bool has_early_digit(std::string_view value) {
  for (const char c : value.substr(0, ValueRun::kSeenBy)) {
    if (base::kDigit.contains(c)) return true;
    if (!kRunChar.contains(c)) return false;
  }
  return false;
}

}  // namespace patrol::match
