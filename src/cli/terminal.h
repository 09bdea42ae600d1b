// SPDX-License-Identifier: Apache-2.0
//
// What the terminal is told and what it tells: colour, progress, signals.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <thread>

#include "scan/pipeline.h"

namespace patrol::cli {

// `when` is "auto", "always" or "never"; auto honours NO_COLOR, FORCE_COLOR
// and CLICOLOR_FORCE, and colours only terminals.
bool use_colour(const std::string& when);

// What fits on a line of standard output when that is a terminal, but no more
// than is good to read; 0 = no terminal, or one too narrow to break lines for.
std::size_t text_width();

// Set by the first SIGINT or SIGTERM; a second one ends the process at once.
const std::atomic<bool>& stop_requested();
// 0, or the signal that asked to stop.
int stop_signal();
void catch_signals();

// Takes the places of standard input, output and error where the caller has
// closed them, so that no file of ours gets there; using them still fails.
void fill_standard_descriptors();

// One line on standard error, ten times a second, while it lives, cut to the
// width of the terminal; nothing when
// standard error is no terminal, in CI, or when `quiet`.
class ProgressLine {
 public:
  ProgressLine(const scan::Progress& progress, bool quiet);
  ~ProgressLine();

 private:
  void show() const;

  const scan::Progress* progress_;
  std::jthread thread_;
};

}  // namespace patrol::cli
