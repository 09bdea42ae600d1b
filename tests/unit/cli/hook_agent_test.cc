// SPDX-License-Identifier: Apache-2.0
#include "cli/hook_agent.h"

#include <gtest/gtest.h>

namespace patrol::cli {
namespace {

AgentEvent parsed(std::string_view json) {
  auto event = parse_agent_event(json);
  EXPECT_TRUE(event.ok()) << event.status();
  return event.value_or(AgentEvent{});
}

TEST(AgentEvent, HasALineForEachValue) {
  const AgentEvent event = parsed(
      R"({"hook_event_name":"PreToolUse","session_id":"s","tool_input":)"
      R"({"command":"ls","env":["A","B"],"n":1}})");
  EXPECT_EQ(event.name, "PreToolUse");
  EXPECT_EQ(event.text, "command: ls\nenv: A\nenv: B\n");
  EXPECT_EQ(event.file, "");
}

TEST(AgentEvent, NamesTheFileThatIsRead) {
  EXPECT_EQ(parsed(R"({"tool_input":{"file_path":"/a"}})").file, "/a");
  EXPECT_EQ(parsed(R"({"toolArgs":{"path":"/b"}})").file, "/b");
  EXPECT_EQ(parsed(R"({"tool_input":"file_path"})").file, "");
}

TEST(AgentEvent, IsSearchedHoweverDeep) {
  std::string json = "\"deep\"";
  for (int i = 0; i < 200; ++i) json = "{\"a\":" + json + "}";
  EXPECT_NE(parsed(json).text.find("deep"), std::string::npos);
}

TEST(AgentEvent, IsAnObject) {
  for (const char* json : {"", "[]", "1", "{", "null"}) {
    EXPECT_FALSE(parse_agent_event(json).ok()) << json;
  }
}

TEST(AgentAnswer, IsInTheWordsOfTheAgent) {
  EXPECT_EQ(agent_answer({.name = "PreToolUse", .text = "", .file = ""}, ""),
            R"({"continue":true})");
  EXPECT_EQ(agent_answer({.name = "UserPromptSubmit", .text = "", .file = ""}, "r"),
            R"({"decision":"block","reason":"r"})");
  EXPECT_EQ(
      agent_answer({.name = "beforeReadFile", .text = "", .file = ""}, ""),
      R"({"permission":"allow"})");
  EXPECT_EQ(agent_answer({.name = "", .text = "", .file = ""}, "r"),
            R"({"permissionDecision":"deny","permissionDecisionReason":"r"})");
}

}  // namespace
}  // namespace patrol::cli
