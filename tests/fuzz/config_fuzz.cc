// SPDX-License-Identifier: Apache-2.0
//
// `.patrol.toml`: of the scanned repository, so it may be a stranger's.
#include "filter/config.h"
#include "fuzz/check.h"

using namespace patrol;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto config = filter::parse_config(text, "x.toml");
  if (config.ok()) {
    Rule rule;
    rule.id = "acme-token";
    Finding finding;
    finding.rule = &rule;
    finding.secret = "secret";
    finding.locations.resize(1);
    config->allowlist.allows(finding, finding.locations[0]);
  } else {
    fuzz::require(config.status().message().substr(0, 7) == "x.toml:",
                  "an error names its file");
  }
  if (const auto bytes = filter::parse_size(text)) {
    fuzz::require(*bytes > 0, "a size is not 0");
  }
  return 0;
}
