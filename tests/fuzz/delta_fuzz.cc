// SPDX-License-Identifier: Apache-2.0
//
// Deltas and zlib streams of strangers' packs.
#include "fuzz/check.h"
#include "git/pack.h"

using namespace patrol;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  constexpr std::uint64_t kMost = 1 << 20;
  std::string_view rest = fuzz::text_of(data, size);
  const std::string_view head = fuzz::take(rest, 1);
  if (head.empty()) return 0;
  const std::string_view stream = rest;
  const std::string_view base =
      fuzz::take(rest, static_cast<unsigned char>(head[0]));
  git::Buffer out;
  std::vector<CopiedRun> copied;
  if (git::apply_delta(base, rest, kMost, out, copied)) {
    fuzz::require(out.view().size() <= kMost, "a result is not too large");
    for (const CopiedRun& run : copied) {
      fuzz::require(base.substr(run.from, run.size) ==
                        out.view().substr(run.to, run.size),
                    "a copied run is the same in both");
    }
  }
  git::Inflater inflater;
  git::Buffer inflated;
  if (inflater.inflate_up_to(stream, kMost, inflated) ==
      git::Inflater::Result::done) {
    const std::string_view text = inflated.view();
    fuzz::require(text.size() <= kMost, "a stream is not too large");
    git::Buffer again;
    fuzz::require(
        inflater.inflate(stream, text.size(), again) && again.view() == text,
        "both ways give the same");
  }
  return 0;
}
