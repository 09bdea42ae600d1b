// SPDX-License-Identifier: Apache-2.0
#include "cli/message.h"

#include <iostream>
#include <string>

#include "cli/exit_code.h"
#include "cli/hide_tokens.h"
#include "report/writer.h"

namespace patrol::cli {

void complain(std::string_view text) {
  const std::string hidden = hide_tokens(text);
  std::string_view message = hidden;
  while (!message.empty()) {
    const std::size_t end = message.find('\n');
    std::cerr << "patrol: " << report::printable(message.substr(0, end))
              << '\n';
    message.remove_prefix(end == std::string_view::npos ? message.size()
                                                        : end + 1);
  }
}

int fail(const absl::Status& status) {
  const auto message = status.message();
  complain({message.data(), message.size()});
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status)
             ? kUsage
             : kIncomplete;
}

}  // namespace patrol::cli
