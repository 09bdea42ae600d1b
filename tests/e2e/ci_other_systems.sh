#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The other systems of continuous integration: a push and a request of each.
. "$(dirname "$0")/lib.sh"

. "$e2e/ci_clone.sh"
main=$(git rev-parse main) side=$(git rev-parse side) one_id=$(git rev-parse side~1)

# ci WANTED VARIABLE=VALUE…: so many findings, and never the old one.
ci() {
  local wanted=$1
  shift
  export "$@"
  patrol 1 git . --ci -f json
  check "n == $wanted and not has('$old')"
  unset "${@%%=*}"
}

gitlab="GITLAB_CI=true CI_DEFAULT_BRANCH=main CI_COMMIT_SHA=$side"
ci 1 $gitlab CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=side CI_COMMIT_BEFORE_SHA="$one_id"
ci 2 $gitlab CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=side \
  CI_COMMIT_BEFORE_SHA=0000000000000000000000000000000000000000
ci 2 $gitlab CI_PIPELINE_SOURCE=merge_request_event CI_MERGE_REQUEST_DIFF_BASE_SHA="$main" \
  CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main
says "GitLab CI, merge request to 'main'"

azure='TF_BUILD=True BUILD_SOURCEBRANCH=refs/heads/side'
ci 2 $azure BUILD_REASON=IndividualCI BUILD_SOURCEVERSION="$side"
says "push to 'side': ${main:0:8}..${side:0:8} (no commit before it is told, so what origin/main lacks)"
ci 2 TF_BUILD=True BUILD_REASON=PullRequest SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main \
  SYSTEM_PULLREQUEST_SOURCECOMMITID="$side"

# Its ids are the first twelve digits.
ci 2 BITBUCKET_BUILD_NUMBER=4 BITBUCKET_BRANCH=side BITBUCKET_COMMIT="${side:0:12}"
ci 1 BITBUCKET_BUILD_NUMBER=4 BITBUCKET_PR_ID=9 BITBUCKET_COMMIT="${side:0:12}" \
  BITBUCKET_PR_DESTINATION_COMMIT="${one_id:0:12}" BITBUCKET_PR_DESTINATION_BRANCH=main

ci 2 BUILDKITE=true BUILDKITE_PULL_REQUEST=false BUILDKITE_COMMIT=HEAD BUILDKITE_BRANCH=side \
  BUILDKITE_PIPELINE_DEFAULT_BRANCH=main
ci 2 BUILDKITE=true BUILDKITE_PULL_REQUEST=12 BUILDKITE_PULL_REQUEST_BASE_BRANCH=main \
  BUILDKITE_COMMIT="$side"

ci 2 CIRCLECI=true CIRCLE_SHA1="$side" CIRCLE_BRANCH=side

ci 1 JENKINS_URL=https://ci.example GIT_COMMIT="$side" BRANCH_NAME=side \
  GIT_PREVIOUS_SUCCESSFUL_COMMIT="$one_id"
ci 2 JENKINS_URL=https://ci.example GIT_COMMIT="$side" CHANGE_ID=3 CHANGE_TARGET=main

# Nightly runs see all; so does a push to the default branch that tells no base.
for variables in "$gitlab CI_PIPELINE_SOURCE=schedule" 'TF_BUILD=True BUILD_REASON=Schedule' \
  'BUILDKITE=true BUILDKITE_PULL_REQUEST=false BUILDKITE_SOURCE=schedule'; do
  env $variables "$PATROL" git . --ci -f json >"$out" 2>"$err" || test $? = 1
  check "has('$old') and n == 3"
  says 'the whole history'
done
CIRCLECI=true CIRCLE_SHA1=$main CIRCLE_BRANCH=main patrol 1 git . --ci -f json
check "has('$old') and n == 1"

# Where nothing tells which branch was pushed to, what the default branch has may be
# what was pushed.
git checkout -q --detach origin/main
ci=$(env JENKINS_URL=http://host.example GIT_COMMIT="$(git rev-parse HEAD)" \
  "$PATROL" git --ci 2>&1 >/dev/null || true)
grep -q 'nothing tells what was pushed, so all of its history' <<<"$ci" ||
  die "scans a part: $ci"
