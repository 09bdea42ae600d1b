#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A payload that is not what GitHub writes ends in an error that tells what is
# wrong and what to do instead, and shows nothing that moves the terminal.
. "$(dirname "$0")/lib.sh"

repo
commit 'Base'
head=$(git rev-parse HEAD)
export GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_EVENT_PATH=$scratch/event.json

# refused TEXT: with that event, and says so.
refused() {
  patrol 2 git . --ci -f json
  says "$1"
  says '--range <base>..<head>'
  ! LC_ALL=C grep -q '[^[:print:]]' "$err" || die 'control characters'
  ! grep -q . "$out" || die 'a report'
}
payload() { printf "$@" >"$GITHUB_EVENT_PATH"; }

refused 'is no file'
payload ''
refused 'is no JSON'
payload '{"after": '
refused 'is no JSON at byte 11'
payload '["after"]'
refused 'is a list'
payload '"after"'
refused 'is no object'
payload '{}'
refused "'after' of the event is not there"
payload '{"after": {"id": 1}}'
refused "'after' of the event is not there"
payload '{"after": 12, "ref": "refs/heads/main"}'
refused "'after' of the event is no commit id"
for id in --upload-pack=x HEAD 'main..x' '1234567\n890' \
  12345678901234567890123456789012345678901234567890123456789012345; do
  payload '{"after": "%s", "ref": "refs/heads/main"}' "$id"
  refused "'after' of the event is no commit id"
done
for name in '-x' 'a b' 'a\u001b[31mb' 'a\nb' '../x' 'x@{1}' ':/x' '/x'; do
  payload '{"ref": "refs/tags/x", "before": "%040d", "after": "%s",
    "repository": {"default_branch": "%s"}}' 0 "$head" "${name//\\/\\\\}"
  refused "'repository.default_branch' of the event is no name of a branch"
done
python3 -c 'print("{\"a\":" * 1000000)' >"$GITHUB_EVENT_PATH"
refused 'is nested deeper than 64'
python3 -c 'print("[" * 1000000)' >"$GITHUB_EVENT_PATH"
refused 'is a list'
truncate -s 33M "$GITHUB_EVENT_PATH"
refused 'is larger than 32 MiB'
rm "$GITHUB_EVENT_PATH"
mkfifo "$GITHUB_EVENT_PATH"
refused 'is no file'
unset GITHUB_EVENT_NAME
refused 'GITHUB_EVENT_NAME is not set'

# The name of what was pushed is only shown.
rm "$GITHUB_EVENT_PATH"
payload '{"ref": "refs/x\\u001b[31m", "before": "%s", "after": "%s"}' "$head" "$head"
GITHUB_EVENT_NAME=push patrol 0 git . --ci -f json
says 'push to '\''refs/x\x1b[31m'\'
payload '{"ref": "refs/tags/x\\npatrol: clean%05000d", "before": "%s", "after": "%s"}' 0 "$head" "$head"
GITHUB_EVENT_NAME=push patrol 0 git . --ci -f json
says "tag 'x\\npatrol: clea"
test "$(wc -l <"$err")" = 2 && test "$(wc -c <"$err")" -lt 1000 || die 'more than a line'

# Where nothing is known, the list of what would be.
unset GITHUB_ACTIONS
refused '--ci knows GitHub Actions (GITHUB_ACTIONS), GitLab CI (GITLAB_CI)'
patrol 2 git . --ci --range HEAD
says 'excludes'
patrol 2 protect --ci
