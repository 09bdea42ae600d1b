#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# On GitHub, --ci scans what the event brought in: pushes of all kinds, pull
# requests, merge groups; and everything in nightly runs.
. "$(dirname "$0")/lib.sh"

# event NAME PAYLOAD: what GitHub would set.
event() {
  printf '%s' "$2" >"$scratch/event.json"
  export GITHUB_ACTIONS=true GITHUB_EVENT_NAME=$1 \
    GITHUB_EVENT_PATH=$scratch/event.json
}
# push REF BEFORE AFTER [MORE]
push() {
  event push "{\"ref\": \"$1\", \"before\": \"$2\", \"after\": \"$3\",
    \"repository\": {\"default_branch\": \"main\"}${4-}}"
}
id() { git -C "$scratch/work/repo" rev-parse "$1"; }
zeros=0000000000000000000000000000000000000000

. "$e2e/ci_clone.sh"

push refs/heads/side "$(id side~1)" "$(id side)"
patrol 1 git . --ci -f json
check "n == 1 and has('$two')"
check "r['scan']['selection'] == 'range $(id side~1)..$(id side)'"
says "GitHub Actions, push to 'side': $(id side~1 | cut -c-8)..$(id side | cut -c-8)"
patrol 1 git . --ci -f json --quiet
! grep -q . "$err" || die '--quiet says something'

# A new branch, and a tag: what the default branch lacks.
push refs/heads/side $zeros "$(id side)" ', "created": true'
patrol 1 git . --ci -f json
check "n == 2 and not has('$old')"
says 'no commit before it is told, so what origin/main lacks'
push refs/tags/v1 $zeros "$(id side)"
patrol 1 git . --ci -f json
check "n == 2"
says "tag 'v1'"

# A forced push away from a commit that is not in the clone any more.
push refs/heads/side 1234567890123456789012345678901234567890 "$(id side)" ', "forced": true'
patrol 1 git . --ci -f json
check "n == 2"
says '12345678 is not here, so what origin/main lacks'
# ... of the default branch itself, whose own commits must not be left out.
push refs/heads/main 1234567890123456789012345678901234567890 "$(id main)" ', "forced": true'
patrol 1 git . --ci -f json
check "n == 1 and has('$old')"
says 'so its whole history'
push refs/heads/main "$(id side)" "$(id main)" ', "forced": true'
patrol 0 git . --ci -f json

push refs/heads/gone "$(id side)" $zeros ', "deleted": true'
patrol 0 git . --ci -f json
says "'gone', which was deleted: nothing to scan"

# Commits that the target has got since then are not of the request.
request="\"number\": 7, \"pull_request\": {
  \"base\": {\"ref\": \"main\", \"sha\": \"$(id main)\", \"repo\": {\"fork\": false}},
  \"head\": {\"ref\": \"x\", \"sha\": \"$(id side)\"}}"
for name in pull_request pull_request_target pull_request_review; do
  event "$name" "{$request}"
  patrol 1 git . --ci -f json
  check "n == 2 and not has('$old')"
  says "pull request 7 to 'main'"
done

event merge_group "{\"merge_group\": {\"base_sha\": \"$(id side~1)\",
  \"head_sha\": \"$(id side)\", \"head_ref\": \"refs/heads/gh-readonly-queue/main\"}}"
patrol 1 git . --ci -f json
check "n == 1 and has('$two')"

for name in schedule workflow_dispatch release; do
  event "$name" '{}'
  rm "$GITHUB_EVENT_PATH"  # is not needed
  patrol 1 git . --ci -f json
  check "n == 3 and r['scan']['selection'] == 'whole history'"
  says "event '$name': the whole history"
done
