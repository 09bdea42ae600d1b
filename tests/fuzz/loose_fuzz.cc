// SPDX-License-Identifier: Apache-2.0
//
// Loose objects: the file itself, or what it inflates to. The first byte says
// which.
#include <string>

#include "fuzz/check.h"
#include "fuzz/pack_maker.h"
#include "git/loose.h"

using namespace patrol;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const test::Scratch files;
  constexpr std::uint64_t kMost = 4096;
  std::string_view rest = fuzz::text_of(data, size);
  const std::string_view head = fuzz::take(rest, 1);
  if (head.empty()) return 0;
  const bool inflated = (head[0] & 1) != 0;
  const std::string path =
      files.write("x", inflated ? fuzz::zlib(rest) : std::string(rest));
  const auto object = git::read_loose(path, kMost);
  const auto larger = git::read_loose(path, 1 << 20);
  if (!object.ok()) {
    fuzz::require(absl::IsDataLoss(object.status()) ||
                      (absl::IsResourceExhausted(object.status()) &&
                       !(larger.ok() && larger->content.size() <= kMost)),
                  "it is damaged or too large");
    return 0;
  }
  fuzz::require(object->content.size() <= kMost, "no object is too large");
  fuzz::require(larger.ok() && larger->content == object->content &&
                    larger->type == object->type,
                "a higher limit changes nothing");
  if (inflated) {
    const std::string header = std::string(to_string(object->type)) + " " +
                               std::to_string(object->content.size());
    fuzz::require(rest.ends_with(object->content) &&
                      rest.starts_with(to_string(object->type)) &&
                      rest.size() > header.size() - 1 + object->content.size(),
                  "the content is what stands behind the header");
  }
  return 0;
}
