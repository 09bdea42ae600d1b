// SPDX-License-Identifier: Apache-2.0
//
// What the fuzz targets share. A target is a file <name>_fuzz.cc with one
// function, LLVMFuzzerTestOneInput; it runs under libFuzzer (preset `fuzz`),
// and with run_corpus.cc over corpus/<name>/ as an ordinary test.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace patrol::fuzz {

// A property that every input must have: aborts, so that libFuzzer keeps the
// input.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Takes the first `size` bytes of `rest`, or what there is.
inline std::string_view take(std::string_view& rest, std::size_t size) {
  const std::string_view taken = rest.substr(0, size);
  rest.remove_prefix(taken.size());
  return taken;
}

}  // namespace patrol::fuzz
