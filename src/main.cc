// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cstdlib>
#include <new>
#include <string_view>

#include "cli/commands.h"
#include "cli/exit_code.h"

namespace {

// The last resort, in whatever thread: nothing more can be allocated, so
// nothing can be tidied up either.
[[noreturn]] void out_of_memory() {
  constexpr std::string_view kMessage = "patrol: out of memory\n";
  if (write(STDERR_FILENO, kMessage.data(), kMessage.size()) < 0) {
    // There is nobody to tell.
  }
  std::_Exit(patrol::cli::kIncomplete);
}

}  // namespace

int main(int argc, char** argv) {
  std::set_new_handler(out_of_memory);
  return patrol::cli::run(argc, argv);
}
