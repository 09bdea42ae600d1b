// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>
#include <string_view>

#include "cli/commands.h"
#include "cli/exit_code.h"

namespace {

// The last resorts, in whatever thread: nothing can be tidied up any more, and
// a scan that ends here must not pass for a clean one.
[[noreturn]] void end(std::string_view message) {
  if (write(STDERR_FILENO, message.data(), message.size()) < 0) {
    // There is nobody to tell.
  }
  std::_Exit(patrol::cli::kIncomplete);
}

[[noreturn]] void out_of_memory() { end("patrol: out of memory\n"); }

// An exception of the standard library, such as for a thread too many.
[[noreturn]] void no_way_on() {
  end("patrol: cannot go on: no more threads or memory, or a fault of ours\n");
}

}  // namespace

int main(int argc, char** argv) {
  std::set_new_handler(out_of_memory);
  std::set_terminate(no_way_on);
  return patrol::cli::run(argc, argv);
}
