#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The recipes of docs/ci.md do what they say when they are run as their systems
# run them: from the text of the page, and in the environment of each.
. "$(dirname "$0")/lib.sh"

root=$(cd "$e2e/../.." && pwd)
PATH=$(dirname "$(realpath "$PATROL")"):$PATH

# recipe CODE FILE VARIABLE=VALUE…: runs its script in the clone.
recipe() {
  local wanted=$1 file=$2 code=0
  shift 2
  python3 "$root/tests/lint/check_recipes.py" script "$root" "$file" >"$scratch/script" || code=$?
  test "$code" != 77 || skip 'needs PyYAML'
  # Where the image has it; and what an upload makes of "$$".
  sed -i "s|/usr/share/patrol/ci/|$root/ci/|; s/\\$\\$/$/g" "$scratch/script"
  code=0
  env "$@" bash -e "$scratch/script" >"$out" 2>"$err" || code=$?
  test "$code" = "$wanted" || {
    tail -n 40 "$out" "$err" >&2
    die "$file: exit code $code instead of $wanted"
  }
  hides_tokens "$out" "$err"
}

repo
old=$(mint github old) one=$(mint github one)
echo "token = $old" >old
commit 'Base'
git checkout -q -b side
echo "token = $one" >'##vso[task.setvariable variable=PATH]x'
commit 'One'
git checkout -q main
main=$(git rev-parse main) side=$(git rev-parse side)
git clone -q . ../clone
cd ../clone
git checkout -q side

azure="TF_BUILD=True BUILD_REASON=PullRequest SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main
  SYSTEM_PULLREQUEST_SOURCECOMMITID=$side BUILD_ARTIFACTSTAGINGDIRECTORY=$scratch"
recipe 1 azure-pipelines.yml $azure
says "Azure Pipelines, pull request to 'main': ${main:0:8}..${side:0:8}" "$out"
check "len(r['runs'][0]['results']) == 1" "$scratch/patrol.sarif"
says 'task.setvariable' "$out"
! grep -qiF '##vso[' "$out" "$err" || die 'a command to the agent'
recipe 0 azure-pipelines.yml TF_BUILD=True BUILD_REASON=PullRequest \
  SYSTEM_PULLREQUEST_TARGETBRANCH=side SYSTEM_PULLREQUEST_SOURCECOMMITID="$side" \
  BUILD_ARTIFACTSTAGINGDIRECTORY="$scratch"
