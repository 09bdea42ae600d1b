// SPDX-License-Identifier: Apache-2.0
//
// Chance for property tests. The seed is new in every run and printed;
// PATROL_SEED=<seed> repeats a run.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <vector>

namespace patrol::test {

// The seed of this process.
inline std::uint64_t seed() {
  static const std::uint64_t value = [] {
    const char* given = std::getenv("PATROL_SEED");
    const std::uint64_t chosen =
        given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
    std::cout << "PATROL_SEED=" << chosen << std::endl;
    return chosen;
  }();
  return value;
}

class Random {
 public:
  explicit Random(std::uint64_t stream) : engine_(seed() + stream) {}

  // One of 0 … n - 1.
  std::size_t below(std::size_t n) { return engine_() % n; }
  // True once in `n`.
  bool once_in(std::size_t n) { return below(n) == 0; }
  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  std::string bytes(std::size_t size) {
    std::string all(size, ' ');
    for (char& c : all) c = static_cast<char>(engine_());
    return all;
  }
  // Characters of `alphabet`.
  std::string word(std::size_t size, std::string_view alphabet) {
    std::string all(size, ' ');
    for (char& c : all) c = alphabet[below(alphabet.size())];
    return all;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace patrol::test
