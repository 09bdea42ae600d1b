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

gitlab="GITLAB_CI=true CI_DEFAULT_BRANCH=main CI_COMMIT_SHA=$side CI_PIPELINE_SOURCE=merge_request_event
  CI_MERGE_REQUEST_DIFF_BASE_SHA=$main CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main"
recipe 1 templates/patrol.yml $gitlab
check "len(r['vulnerabilities']) == 1" gl-secret-detection-report.json

circle="CIRCLECI=true CIRCLE_SHA1=$side CIRCLE_BRANCH=side"
recipe 1 .circleci/config.yml $circle
says '<testcase' results/patrol.xml

# Its program shows what it is given; a clean build has nothing to show.
mkdir "$scratch/bin"
printf '#!/bin/sh\necho "$@"\ncat\n' >"$scratch/bin/buildkite-agent"
chmod +x "$scratch/bin/buildkite-agent"
PATH=$scratch/bin:$PATH
buildkite='BUILDKITE=true BUILDKITE_BRANCH=side BUILDKITE_PIPELINE_DEFAULT_BRANCH=main'
recipe 1 .buildkite/pipeline.yml $buildkite BUILDKITE_COMMIT="$side" BUILDKITE_PULL_REQUEST=false
says 'annotate --style error --context patrol' "$out"
says 'GitHub personal access token' "$out"
recipe 0 .buildkite/pipeline.yml $buildkite BUILDKITE_COMMIT="$main" BUILDKITE_PULL_REQUEST=false
! grep -q annotate "$out" || die 'an annotation without findings'

# Without the proxy of Bitbucket the findings are still what the step ends with.
command -v jq >/dev/null && command -v curl >/dev/null || exit 0
recipe 1 bitbucket-pipelines.yml BITBUCKET_BUILD_NUMBER=4 BITBUCKET_BRANCH=side \
  BITBUCKET_COMMIT="$side" BITBUCKET_REPO_FULL_NAME=team/shop BITBUCKET_PROXY=http://127.0.0.1:1
says "Code Insights were not written" "$out"
check "n == 1" patrol.json
