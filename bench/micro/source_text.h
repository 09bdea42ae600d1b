// SPDX-License-Identifier: Apache-2.0
//
// Text that looks like source code to a scanner, the same on every machine:
// what the benchmarks search. Built from lines of code, comments, string
// literals, URLs, hex and base64, in about the shares of C, Ruby and
// JavaScript trees; words such as "key", "token" and "password" are as
// frequent as they are there, since they are what context rules stop at. It is
// searched at about two thirds of the speed of the sources of redis and git.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace patrol::bench {

// A pseudo-random sequence that is the same with every standard library
// (SplitMix64, https://prng.di.unimi.it/splitmix64.c).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  // Below `bound`, which is not 0.
  std::size_t below(std::size_t bound) { return next() % bound; }

 private:
  std::uint64_t state_;
};

// About `size` bytes of source text; never less.
std::string source_text(std::uint64_t seed, std::size_t size);

// The same, with one of `lines` every `distance` bytes: a token that a rule
// finds, and that costs a confirmation.
std::string sprinkled_text(std::uint64_t seed, std::size_t size,
                           std::span<const std::string> lines,
                           std::size_t distance);

// `count` characters of `alphabet`.
std::string random_text(Random& random, std::string_view alphabet,
                        std::size_t count);

}  // namespace patrol::bench
