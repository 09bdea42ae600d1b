#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Where it cannot do all, the action fails and says why: requests from forks, a
# failed upload, shallow clones, inputs that make no sense.
. "$(dirname "$0")/lib.sh"
. "$e2e/../action/action.sh"

repo
for i in 1 2 3 4; do
  echo "$i" >"file$i"
  commit "Base $i"
done
base=$(git rev-parse HEAD)
for i in 1 2 3 4 5; do echo "token = $(mint github "$i")" >"slip$i"; done
commit 'Slips'
head=$(git rev-parse HEAD)

# A fork's request may not upload; it fails and annotates like any other.
requested "$base" "$head" stranger/web
act failure
check "'Not uploaded' in r['annotations'][-1][2]"
check "r['uses'] == [] and r['outputs']['findings'] == '5'"
check "len([a for a in r['annotations'] if 'file' in a[1]]) == 5 and r['summary']"
act failure annotations=2 upload-sarif=false
check "len([a for a in r['annotations'] if 'file' in a[1]]) == 2 and len(r['annotations']) == 3"
act failure annotations=0 summary=false upload-sarif=false
check "r['annotations'] == [] and r['summary'] == ''"
requested "$base" "$head"
GITHUB_ACTOR='dependabot[bot]' act failure
check "r['uses'] == []"

# An upload that fails is told; the result is the scan's.
requested "$base" "$head"
FAIL_USES=github/codeql-action/upload-sarif act failure
check "'security-events: write' in r['annotations'][-1][2]"
requested "$base" "$base"
FAIL_USES=github/codeql-action/upload-sarif act success

# A clone that is too short is no clean result, and nothing is uploaded that
# would close alerts.
git clone -q --depth 1 "file://$PWD" ../short
cd ../short
git rm -q 'slip*'
commit 'Clean'
event schedule '{}'
git update-ref -d refs/remotes/origin/main
act failure
check "r['uses'] == [] and 'fetch-depth: 0' in r['annotations'][-1][2]"

cd ../repo
# refused TEXT INPUT…: before anything is scanned.
refused() {
  local text=$1
  shift
  act failure "$@"
  check "r['annotations'][0][0] == 'error' and r['uses'] == []"
  check "\"$text\" in r['annotations'][0][2] and r['outputs']['findings'] == ''"
}
refused "input 'mode' is 'all'" mode=all
refused "mode 'range' needs the input 'base'" mode=range
refused "input 'annotations' is 'ten'" annotations=ten
refused "input 'category' takes" 'category=a"b'
refused '--show-secrets' 'args=--whole --show-secrets'
refused '--show-secrets' 'args=--show-secrets=true'
refused "there is no file /nowhere/patrol" binary=/nowhere/patrol
refused "input 'version' is '../1.0'" binary= version=../1.0
refused "needs 'checksum'" binary= version=99.0.0
refused 'not both' version=1.0.0
refused "takes true or false" summary=yes
refused 'are one commit each' "base=a..b"
refused 'are one commit each' base=--all
refused 'ended with exit code 2' base=nowhere
check "'names no commit' in r['log']"
act failure args=--no-such-option
check "r['outputs']['exit-code'] == '2'"
act failure 'args=--rule github-* --whole'
check "r['outputs']['findings'] == '5'"
