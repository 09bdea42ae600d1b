// SPDX-License-Identifier: Apache-2.0
//
// UTF-16 and UTF-8, lines and columns, line hashes.
#include <string>

#include "base/line_map.h"
#include "base/utf16.h"
#include "base/utf8.h"
#include "fuzz/check.h"
#include "report/utf8.h"
#include "scan/line_hash.h"

using namespace patrol;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto decoded = base::utf16_to_utf8(text)) {
    fuzz::require(report::is_utf8(*decoded), "what is decoded is UTF-8");
    fuzz::require(decoded->size() <= size * 3 / 2, "three bytes for two");
  }
  std::size_t units = 0;
  base::each_utf16_unit(text, [&](std::uint16_t) { return ++units <= size; });
  fuzz::require(units <= size, "a unit comes from a byte at least");
  base::LineMap lines(text);
  const base::Position end = lines.at(size);
  fuzz::require(end.line >= 1 && end.column >= 1 && end.line <= size + 1,
                "positions count from one");
  fuzz::require(scan::line_hash(text, end.line + 2).size() <= 16 + 1 + 20,
                "a hash and a count, or none");
  Location location;
  location.line = location.end_line = end.line;
  location.column = location.end_column = end.column;
  scan::complete_for_sarif(text, location);
  fuzz::require(location.utf16_column <= end.column, "columns only shrink");
  return 0;
}
