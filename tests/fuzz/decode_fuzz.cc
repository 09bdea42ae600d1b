// SPDX-License-Identifier: Apache-2.0
//
// What is encoded in a text, decoded as often as a scan does.
#include <algorithm>
#include <vector>

#include "decode/region.h"
#include "fuzz/check.h"
#include "match/encoded_starts.h"

using namespace patrol;

namespace {

void check_places(std::string_view source, const decode::DecodedText& decoded) {
  Span last;
  for (std::size_t at = 0; at < decoded.text().size(); ++at) {
    const Span from = decoded.source_of({at, at + 1});
    fuzz::require(from.begin < from.end && from.end <= source.size(),
                  "each byte comes from the source");
    fuzz::require(from.begin >= last.begin && from.end >= last.end,
                  "in its order");
    fuzz::require(decoded.was_encoded({at, at + 1}) ||
                      from.of(source) == decoded.text().substr(at, 1),
                  "what was not encoded is a copy");
    last = from;
  }
}

void decode_all(std::string_view source, unsigned depth) {
  std::vector<EncodedStart> starts;
  match::find_encoded_starts(source, starts);
  for (const EncodedStart& start : starts) {
    const decode::Region region = decode::find_region(source, start);
    fuzz::require(region.whole.begin <= region.encoded.begin &&
                      region.encoded.end <= region.whole.end &&
                      region.whole.end <= source.size(),
                  "a region lies in its text");
    fuzz::require(region.encoded.begin == start.at, "and begins where it does");
    const auto decoded = decode::decode(source, region);
    if (!decoded) continue;
    fuzz::require(decoded->text().size() <= region.whole.size(),
                  "decoding makes no text longer");
    check_places(source, *decoded);
    if (depth > 1) decode_all(decoded->text(), depth - 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  decode_all(fuzz::text_of(data, std::min<std::size_t>(size, 4096)), 3);
  return 0;
}
