#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Code Insights of Bitbucket get a report and its annotations, in requests that
# Bitbucket takes, and no secret.
. "$(dirname "$0")/lib.sh"

command -v jq >/dev/null && command -v curl >/dev/null || skip 'needs jq and curl'
insights=$e2e/../../ci/bitbucket_insights.sh

python3 "$e2e/bitbucket_server.py" "$scratch/state.json" >"$scratch/port" &
server=$!
trap 'kill "$server"; chmod -R u+rwX "$scratch"; rm -rf "$scratch"' EXIT
until test -s "$scratch/port"; do kill -0 "$server"; sleep 0.05; done
port=$(cat "$scratch/port")
export BITBUCKET_PROXY=http://127.0.0.1:$port BITBUCKET_REPO_FULL_NAME=team/shop
state=$scratch/state.json

repo
t=$(mint github one)
mkdir src
echo "token = $t" >'src/a file'
commit "And $(mint github message)"
export BITBUCKET_COMMIT=$(git rev-parse HEAD)
patrol 1 git . -f json -o report.json
"$insights" report.json
check "len(r['annotations']) == 2 and r['reports']['patrol']['result'] == 'FAILED'" "$state"
check "{a.get('path') for a in r['annotations']} == {'src/a file', None}" "$state"
check "[a['line'] for a in r['annotations'] if 'path' in a] == [1]" "$state"
check "r['reports']['patrol']['data'][0] == {'title': 'Secrets', 'type': 'NUMBER', 'value': 2}" "$state"
hides_tokens "$state"

# A later run of the step takes the place of the earlier.
git rm -q -r src
commit 'Clean'
patrol 0 git . --range HEAD~1..HEAD -f json -o report.json
"$insights" report.json
check "r['annotations'] == [] and r['reports']['patrol']['result'] == 'PASSED'" "$state"

# A report that is not complete has not passed.
git clone -q --depth 1 "file://$PWD" ../shallow
patrol 3 git ../shallow -f json -o report.json
"$insights" report.json
check "r['reports']['patrol']['result'] == 'FAILED'" "$state"

# Of very many, as many as Bitbucket takes.
for i in $(seq 1100); do mint github "$i"; done | sed 's/^/token = /' >many
patrol 1 dir many -f json -o report.json
"$insights" report.json
check "len(r['annotations']) == 1000" "$state"
check "sum(q.startswith('POST') for q in r['requests'][-12:]) == 10" "$state"

! "$insights" nowhere.json 2>"$err" || die 'takes no report for one'
says 'nowhere.json is not there'
! BITBUCKET_PROXY=http://127.0.0.1:1 "$insights" report.json 2>/dev/null ||
  die 'says nothing of a server that is not there'
