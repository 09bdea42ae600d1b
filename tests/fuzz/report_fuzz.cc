// SPDX-License-Identifier: Apache-2.0
//
// What a terminal and a log get to see of strangers' bytes.
#include <algorithm>
#include <string>

#include "fuzz/check.h"
#include "report/mask.h"
#include "report/uri.h"
#include "report/utf8.h"
#include "report/writer.h"
#include "support/marks.h"

using namespace patrol;

namespace {

bool is_harmless(const std::string& text) {
  return report::is_utf8(text) &&
         std::none_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
         });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string text = test::unmark(fuzz::text_of(data, size));
  fuzz::require(is_harmless(report::printable(text)), "printable is printable");
  const std::string redacted = report::redact(text);
  fuzz::require(is_harmless(redacted), "redacted is printable");
  if (text.size() >= 12) {
    fuzz::require(redacted.find(text) == std::string::npos,
                  "a secret does not show");
    fuzz::require(report::mask_secret(text).find(text) == std::string::npos,
                  "nor in other texts");
  }
  for (const char c : report::percent_encode(text)) {
    fuzz::require(c > 0x20 && c < 0x7F, "URIs are ASCII");
  }
  report::repository_uri(text);
  report::web_uri(text);
  return 0;
}
