# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# For tests of the GitHub Action, after lib.sh: `act` runs its steps in the
# current folder as a runner would, see run_composite.py.
python3 -c 'import yaml' 2>/dev/null || skip 'needs python3-yaml'
action=$(cd "$e2e/../.." && pwd)
export GITHUB_REPOSITORY=shop/web GITHUB_SERVER_URL=https://github.com GITHUB_ACTOR=ann
export RUNNER_TEMP=$scratch/temp
mkdir "$RUNNER_TEMP"
unset RUNNER_DEBUG FAIL_USES

# event NAME PAYLOAD: what happened, in the words of GitHub.
event() {
  printf '%s' "$2" >"$scratch/event.json"
  export GITHUB_EVENT_NAME=$1 GITHUB_EVENT_PATH=$scratch/event.json
}

# pushed REF BEFORE AFTER [MORE]
pushed() {
  event push "{\"ref\": \"$1\", \"before\": \"$2\", \"after\": \"$3\",
    \"repository\": {\"default_branch\": \"main\"}${4-}}"
}

# requested BASE HEAD [REPOSITORY]: of the branch that is asked for.
requested() {
  event pull_request "{\"number\": 7, \"pull_request\": {
    \"base\": {\"ref\": \"main\", \"sha\": \"$1\"},
    \"head\": {\"ref\": \"x\", \"sha\": \"$2\",
               \"repo\": {\"full_name\": \"${3-shop/web}\"}}}}"
}

# act OUTCOME [INPUT=VALUE…]: the result is in $out, for `check`. No step may
# show a token.
act() {
  local wanted=$1
  shift
  python3 -B "$action/tests/action/run_composite.py" "$action" "$out" \
    "binary=$PATROL" "$@" || die "act $*"
  check "r['outcome'] == '$wanted'"
  sed '/"masks": \[/,/\]/d' "$out" >"$out.seen"
  hides_tokens "$out.seen"
}
