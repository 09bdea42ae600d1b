// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include "absl/strings/str_format.h"

namespace patrol::cli {
namespace {

std::atomic<bool> stop{false};
volatile std::sig_atomic_t signal_number = 0;

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value && *value;
}

void on_signal(int number) {
  if (stop.exchange(true)) _exit(128 + number);
  signal_number = number;
}

bool wants_progress(bool quiet) {
  const char* terminal = std::getenv("TERM");
  return !quiet && isatty(STDERR_FILENO) && !is_set("CI") &&
         !(terminal && std::strcmp(terminal, "dumb") == 0);
}

constexpr std::size_t kWidest = 120, kNarrowest = 40;  // of text_width()

// 0 = not told.
std::size_t width_of(int terminal) {
  struct winsize size {};
  return ioctl(terminal, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

// How much fits on one line of the terminal; a longer one could not be erased.
std::size_t columns() {
  const std::size_t width = width_of(STDERR_FILENO);
  return width > 1 ? width - 1 : std::string::npos;
}

}  // namespace

std::size_t text_width() {
  const std::size_t width = width_of(STDOUT_FILENO);
  return width < kNarrowest ? 0 : std::min(width, kWidest);
}

bool use_colour(const std::string& when) {
  if (when != "auto") return when == "always";
  if (is_set("NO_COLOR")) return false;
  if (is_set("CLICOLOR_FORCE") || is_set("FORCE_COLOR")) return true;
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) &&
         !(terminal && std::strcmp(terminal, "dumb") == 0);
}

const std::atomic<bool>& stop_requested() { return stop; }

int stop_signal() { return signal_number; }

void catch_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write()
  signal(SIGXFSZ, SIG_IGN);  // and so is the limit of a file's size
}

void fill_standard_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(fd, F_GETFD) != -1 || errno != EBADF) continue;
    // The lowest free number is this one.
    (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

ProgressLine::ProgressLine(const scan::Progress& progress, bool quiet)
    : progress_(&progress) {
  if (!wants_progress(quiet)) return;
  thread_ = std::jthread([this](std::stop_token token) {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!token.stop_requested()) {
      show();
      wake.wait_for(lock, token, std::chrono::milliseconds(100),
                    [] { return false; });
    }
    std::fputs("\r\033[K", stderr);
  });
}

ProgressLine::~ProgressLine() = default;

void ProgressLine::show() const {
  static const auto begin = std::chrono::steady_clock::now();
  const std::chrono::duration<double> passed =
      std::chrono::steady_clock::now() - begin;
  const double seconds = std::max(passed.count(), 0.001);
  const auto objects = progress_->objects.load();
  const auto total = progress_->total.load();
  const double megabytes = static_cast<double>(progress_->bytes.load()) / 1e6;
  const double share =
      total ? static_cast<double>(objects) / static_cast<double>(total) : 0;
  std::string line = progress_->stage.load();
  if (total > 1 && objects < total) {
    absl::StrAppendFormat(&line, " %3.0f %%  %d/%d objects  %.0f MB/s",
                          100 * share, objects, total, megabytes / seconds);
    absl::StrAppendFormat(&line, "  %d found", progress_->findings.load());
    if (share > 0.02) {
      absl::StrAppendFormat(&line, "  %.0f s left",
                            seconds * (1 - share) / share);
    }
  }
  line.resize(std::min(line.size(), columns()));
  std::fprintf(stderr, "\r\033[K%s", line.c_str());
  std::fflush(stderr);
}

}  // namespace patrol::cli
