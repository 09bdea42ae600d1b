#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The action scans what each event brings in, fails for secrets, and tells of
# them in outputs, annotations, the summary and for code scanning.
. "$(dirname "$0")/lib.sh"
. "$e2e/../action/action.sh"

zeros=0000000000000000000000000000000000000000
repo
old=$(mint github old) one=$(mint github one) two=$(mint gitlab two)
echo "token = $old" >old
commit 'Base'
git checkout -q -b side
echo "token = $one" >one
commit 'One'
echo "token = $two" >two
commit 'Two'
git checkout -q main
echo clean >clean
commit 'Main goes on'
main=$(git rev-parse main) side=$(git rev-parse side) middle=$(git rev-parse side~1)
git clone -q . ../clone
cd ../clone

# told FINDINGS VERIFIED CATEGORY RANGE: in outputs and in what is uploaded.
told() {
  check "r['outputs']['findings'] == r['outputs']['new-findings'] == '$1'"
  check "r['outputs']['verified'] == '$2'"
  check "r['outputs']['scanned-range'] == '$4'"
  check "[u[0].split('@')[0] for u in r['uses']] == ['github/codeql-action/upload-sarif']"
  check "r['uses'][0][1]['category'] == '$3'"
  check "r['uses'][0][1]['sarif_file'] == r['outputs']['sarif-file']"
}

pushed refs/heads/side "$middle" "$side"
act failure
told 1 0 patrol/changes "range $middle..$side"
check "r['outputs']['exit-code'] == '1'"
check "'push to ' in r['log'] and 'GitLab' in r['log'] and 'GitLab' in r['summary']"
check "[a[1].get('file') for a in r['annotations']] == ['two', None]"
check "r['annotations'][0][1]['line'] == '1' and r['commands'] == []"
"$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["paths"][0])' "$out")/patrol" --version |
  grep -q '^patrol ' || die 'is not on the PATH of later steps'

pushed refs/heads/side "$middle" "$side"
act success fail-on=valid
act success fail-on=none
check "r['outputs']['exit-code'] == '0' and r['outputs']['findings'] == '1'"

pushed refs/heads/side $zeros "$side"
act failure
told 2 1 patrol/changes "range $main..$side"
pushed refs/heads/side 1234567890123456789012345678901234567890 "$side" ', "forced": true'
act failure
told 2 1 patrol/changes "range $main..$side"
requested "$main" "$side"
act failure
told 2 1 patrol/changes "range $main..$side"
event merge_group "{\"merge_group\": {\"base_sha\": \"$middle\", \"head_sha\": \"$side\"}}"
act failure
told 1 0 patrol/changes "range $middle..$side"
event schedule '{}'
act failure
told 3 2 patrol/history 'whole history'
pushed refs/heads/main "$(git rev-parse main~1)" "$main"
act success
told 0 0 patrol/changes "range $(git rev-parse main~1)..$main"

# What is asked for wins over the event.
act failure mode=full
told 3 2 patrol/history 'whole history'
act failure "base=$middle" "head=$side" category=team/web
told 1 0 team/web/changes "range $middle..$side"
check "'\"automationDetails\":{\"id\":\"team/web/changes/\"}' in open(r['outputs']['sarif-file']).read()"
echo "token = $(mint github staged)" >staged
git add staged
act failure mode=staged upload-sarif=false
check "r['outputs']['findings'] == '1' and r['uses'] == []"

# A baseline holds back, and what it holds back is counted.
git reset -q --hard
patrol 0 baseline . -o ../baseline
act success mode=full baseline=../baseline
check "r['outputs']['findings'] == '4' and r['outputs']['new-findings'] == '0'"
