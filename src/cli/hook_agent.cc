// SPDX-License-Identifier: Apache-2.0
//
// Three families of events, told apart by their names:
//   Claude Code, Codex   "UserPromptSubmit", "PreToolUse", "PostToolUse"
//   Cursor               "beforeSubmitPrompt", "beforeShellExecution", …
//   Copilot              no name, but "toolName" and "toolArgs"
// All have the text somewhere in their values; what is not searched is known by
// its key.
#include "cli/hook_agent.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "cli/exit_code.h"
#include "cli/hook_input.h"
#include "cli/message.h"
#include "cli/scan_command.h"
#include "report/words.h"

namespace patrol::cli {
namespace {

using nlohmann::json;

constexpr int kDeepest = 64;  // levels of JSON that are searched
constexpr std::uintmax_t kLargestFile = 16 << 20;

// Of the event itself, not of what goes out.
constexpr std::array<std::string_view, 12> kNotSearched = {
    "session_id",      "transcript_path", "cwd",         "hook_event_name",
    "permission_mode", "conversation_id", "generation_id", "model",
    "tool_use_id",     "workspace_roots", "timestamp",   "sessionId"};

bool is_searched(std::string_view key) {
  return std::find(kNotSearched.begin(), kNotSearched.end(), key) ==
         kNotSearched.end();
}

// A line for each value, behind its key, which may say what the value is.
void collect(const json& value, std::string_view key, int depth,
             std::string& text) {
  if (depth == kDeepest) {
    text += value.dump(-1, ' ', false, json::error_handler_t::replace);
  } else if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      if (depth > 0 || is_searched(name)) {
        collect(member, name, depth + 1, text);
      }
    }
  } else if (value.is_array()) {
    for (const json& each : value) collect(each, key, depth + 1, text);
  } else if (value.is_string()) {
    text.append(key).append(": ").append(value.get_ref<const std::string&>());
    text += '\n';
  }
}

std::string string_at(const json& object, const char* key) {
  if (!object.is_object()) return "";
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>()
                                                     : "";
}

// A plain file of a size that an agent reads; "" for any other.
std::string content_of(const std::string& file) {
  struct stat info {};
  if (file.empty() || stat(file.c_str(), &info) != 0 ||
      !S_ISREG(info.st_mode) ||
      static_cast<std::uintmax_t>(info.st_size) > kLargestFile) {
    return "";
  }
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

// "2 secrets: A, B": never the secrets themselves.
std::string reason_of(const Report& report, const Counts& counts) {
  std::set<std::string> names;
  std::uint64_t number = 0;
  for (const Finding& finding : report.findings) {
    if (finding.suppression != Suppression::no || !counts(finding)) continue;
    ++number;
    names.insert(report::one_line(finding.rule->name));
  }
  if (number == 0) return "";
  const std::vector<std::string> list(names.begin(), names.end());
  return "patrol stopped this: it holds " + report::count_of(number, "secret") +
         " (" + report::joined(list) +
         "). Take it out and name the variable or the store that holds it "
         "instead. If it has been seen by others, revoke it.";
}

bool is_cursor(const std::string& event) {
  return event.starts_with("before") || event.starts_with("after");
}

}  // namespace

absl::StatusOr<AgentEvent> parse_agent_event(std::string_view text) {
  const json event = json::parse(text, nullptr, false);
  if (!event.is_object()) {
    return absl::InvalidArgumentError(
        "standard input is no event of a coding agent, which is a JSON object");
  }
  AgentEvent parsed;
  parsed.name = string_at(event, "hook_event_name");
  collect(event, "", 0, parsed.text);
  for (const char* input : {"tool_input", "toolArgs"}) {
    const auto found = event.find(input);
    if (found == event.end()) continue;
    for (const char* key : {"file_path", "path", "filePath"}) {
      if (parsed.file.empty()) parsed.file = string_at(*found, key);
    }
  }
  return parsed;
}

std::string agent_answer(const AgentEvent& event, const std::string& reason) {
  json answer;
  const bool stop = !reason.empty();
  if (is_cursor(event.name)) {
    if (event.name == "beforeSubmitPrompt") {
      answer["continue"] = !stop;
    } else {
      answer["permission"] = stop ? "deny" : "allow";
    }
    if (stop) answer["user_message"] = answer["agent_message"] = reason;
  } else if (!stop) {
    answer["continue"] = true;
  } else if (event.name == "PreToolUse") {
    answer["hookSpecificOutput"] = {{"hookEventName", event.name},
                                    {"permissionDecision", "deny"},
                                    {"permissionDecisionReason", reason}};
  } else if (event.name.empty()) {
    answer = {{"permissionDecision", "deny"},
              {"permissionDecisionReason", reason}};
  } else {
    answer = {{"decision", "block"}, {"reason", reason}};
  }
  return answer.dump(-1, ' ', true, json::error_handler_t::replace);
}

int run_hook_agent(const Arguments& arguments) {
  absl::StatusOr<std::string> input = read_standard_input();
  if (!input.ok()) return std::max<int>(kUsage, fail(input.status()));
  absl::StatusOr<AgentEvent> event = parse_agent_event(*input);
  if (!event.ok()) return fail(event.status());
  ScanArguments scan = arguments.scan;
  scan.quiet = true;
  std::string reason = "patrol could not scan this, so it is stopped";
  scan_and_tell(
      scan, config_folder("."),
      [&](const source::ReadOptions&)
          -> absl::StatusOr<std::unique_ptr<scan::Target>> {
        return scan::text_target(event->text + content_of(event->file));
      },
      [&](const Report& report, const Counts& counts) {
        reason = reason_of(report, counts);
        return static_cast<int>(kClean);
      });
  std::cout << agent_answer(*event, reason) << '\n';
  return kClean;
}

}  // namespace patrol::cli
