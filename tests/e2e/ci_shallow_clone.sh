#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# In a clone that is cut too short for the range, --ci scans what is there, says
# what to set, and never calls it clean. One that is deep enough is no gap.
. "$(dirname "$0")/lib.sh"

request() {
  printf '{"number": 7, "pull_request": {"base": {"ref": "main", "sha": "%s"},
    "head": {"sha": "%s"}}}' "$@" >"$scratch/event.json"
  export GITHUB_ACTIONS=true GITHUB_EVENT_NAME=pull_request \
    GITHUB_EVENT_PATH=$scratch/event.json
}

repo
old=$(mint github old) new=$(mint github new)
for i in 1 2 3 4 5 6; do
  echo $i >"file$i"
  commit "Main $i"
done
git checkout -q -b side
echo "token = $new" >new
commit 'Slip'
git rm -q new
commit 'Gone again'
git checkout -q main
git merge -q --no-ff -m 'As GitHub merges' side
base=$(git rev-parse HEAD^1) head=$(git rev-parse HEAD^2)
request "$base" "$head"

# As actions/checkout does by default: the merge alone.
git init -q ../one
cd ../one
git fetch -q --depth 1 "file://$OLDPWD" +main:refs/remotes/pull/7/merge
git checkout -q refs/remotes/pull/7/merge
patrol 3 git . --ci -f json
check "n == 0 and gaps['shallow-history'] > 0 and r['coverage']['blobs'] == 6"
says "for GitHub Actions set 'fetch-depth: 0' at actions/checkout"
says "(${head:0:8} is not here, so HEAD instead)"

# The head is there, the slip before it is not.
cd ../repo
git clone -q --depth 2 "file://$PWD" ../two
cd ../two
patrol 3 git . --ci -f json
check "gaps['shallow-history'] > 0"

# Deep enough for the request.
cd ../repo
git clone -q --depth 4 "file://$PWD" ../four
cd ../four
git rev-parse --is-shallow-repository | grep -q true || die 'is not shallow'
patrol 1 git . --ci -f json --strict
check "n == 1 and has('$new') and gaps == {}"
! grep -q 'fetch-depth' "$err" || die 'advice without need'

# pull_request_target checks the target out, which has nothing of the request.
cd ../repo
git clone -q --single-branch --branch main "file://$PWD" ../target
cd ../target
git reset -q --hard "$base"
git update-ref -d refs/remotes/origin/main
git reflog expire --expire=now --all
git gc -q --prune=now
GITHUB_EVENT_NAME=pull_request_target patrol 3 git . --ci -f json
check "gaps == {'missing-object': 1}"

# A nightly run of a shallow clone.
cd ../one
GITHUB_EVENT_NAME=schedule patrol 3 git . --ci -f json
says "set 'fetch-depth: 0'"
