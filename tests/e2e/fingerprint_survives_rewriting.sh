#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Rebase, squash, move, re-indent: the fingerprint stays, and so does a baseline.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github) s=$(mint gitlab)
fingerprints() {
  rm -rf ../clone
  git clone -q --no-local . ../clone
  patrol 1 git ../clone -f json
  python3 -S -c 'import json, sys
print(sorted(f["fingerprint"] for f in json.load(open(sys.argv[1]))["findings"]))' "$out"
}
echo x >base
commit 'Base'
git checkout -q -b side
echo "token = '$t'" >a
commit 'One'
echo "key = $s" >>a
commit 'Two'
before=$(fingerprints)
patrol 0 baseline . -o "$scratch/baseline"

git checkout -q main
echo y >base
commit 'Elsewhere'
git rebase -q main side
test "$(fingerprints)" = "$before" || die 'rebase'
git reset -q --soft main
commit 'Squashed'
test "$(fingerprints)" = "$before" || die 'squash'
mkdir dir
{ echo 'moved {'; sed 's/^/    /' a; echo '}'; } >dir/b
git rm -q a
git commit -q --amend -a -m 'Moved' && git add . && git commit -q --amend --no-edit
test "$(fingerprints)" = "$before" || die 'move and re-indent'
patrol 0 git ../clone -b "$scratch/baseline"
