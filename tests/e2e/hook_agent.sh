#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# patrol hook agent: answers coding agents in their words, and never repeats a
# secret to them.
. "$(dirname "$0")/lib.sh"

# asks JSON CHECK: the answer `a` to an event is so.
asks() {
  patrol 0 hook agent <<<"$1"
  python3 -c 'import json, sys
a = json.load(open(sys.argv[1]))
assert eval(sys.argv[2]), a' "$out" "$2" || die "answers otherwise: $1"
}

token=$(mint github prompt)
echo "token = $token" >keys.env
echo clean >clean.env

asks "{\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"Use $token\"}" \
  "a['decision'] == 'block' and 'GitHub personal access token' in a['reason']"
asks '{"hook_event_name":"UserPromptSubmit","prompt":"Use the variable"}' \
  "a == {'continue': True}"
asks "{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"curl -H 'Authorization: $token'\"}}" \
  "a['hookSpecificOutput']['permissionDecision'] == 'deny'"
asks "{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Read\",\"tool_input\":{\"file_path\":\"$PWD/keys.env\"}}" \
  "a['hookSpecificOutput']['permissionDecision'] == 'deny'"
asks "{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Read\",\"tool_input\":{\"file_path\":\"$PWD/clean.env\"}}" \
  "a == {'continue': True}"
asks "{\"hook_event_name\":\"PostToolUse\",\"tool_response\":{\"stdout\":\"a\\nkey = $token\"}}" \
  "a['decision'] == 'block'"
asks "{\"hook_event_name\":\"beforeSubmitPrompt\",\"prompt\":\"$token\"}" \
  "a['continue'] is False and 'user_message' in a"
asks "{\"hook_event_name\":\"beforeShellExecution\",\"command\":\"echo $token\"}" \
  "a['permission'] == 'deny'"
asks "{\"toolName\":\"bash\",\"toolArgs\":\"{\\\"command\\\":\\\"echo $token\\\"}\"}" \
  "a['permissionDecision'] == 'deny'"
# What is about the session is not what goes out.
asks "{\"hook_event_name\":\"Stop\",\"session_id\":\"$token\"}" "a == {'continue': True}"

for input in '' 'no JSON' '[1]' '{"prompt":'; do
  patrol 2 hook agent <<<"$input"
  says 'no event of a coding agent'
done
deep=$(printf '[%.0s' {1..5000})
patrol 2 hook agent <<<"{\"prompt\":$deep"
