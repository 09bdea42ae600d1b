#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Every object is read once, wherever its copies lie; the counts are those of git.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
for i in 1 2 3; do
  echo "token = $t $i" >"file$i"
  commit "Version $i"
done
git tag -a v1 -m 'Release'
git repack -q -a   # packed, and still loose
echo same >lost
git hash-object -w lost >/dev/null
rm lost

patrol 1 git . -f json
count() { git cat-file --batch-all-objects --batch-check='%(objecttype)' | grep -c "$1"; }
for type in blob tree commit tag; do
  check "r['coverage']['${type}s'] == $(count $type)"
done
check "r['coverage']['complete'] and gaps == {}"
check "n == 1 and len(find('$t')['locations']) == 3"
