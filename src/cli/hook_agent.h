// SPDX-License-Identifier: Apache-2.0
//
// patrol hook agent: for coding agents that run a command before a prompt goes
// out or a tool is called, and give it JSON on standard input.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/options.h"

namespace patrol::cli {

// What an agent is about to do.
struct AgentEvent {
  std::string name;  // "PreToolUse", "beforeSubmitPrompt"; "" = not said
  std::string text;  // all that goes out or into a tool, a line for each value
  std::string file;  // that is about to be read; "" = none
};

// InvalidArgument: no JSON object.
absl::StatusOr<AgentEvent> parse_agent_event(std::string_view json);

// The answer, in the words of the agent that knows such an event: go on, or stop
// for `reason`, which is "" to go on.
std::string agent_answer(const AgentEvent& event, const std::string& reason);

// Prints the answer and returns 0: agents take it from there. What could not be
// scanned is stopped. 2 when the input is no event: agents take that as a stop.
int run_hook_agent(const Arguments& arguments);

}  // namespace patrol::cli
