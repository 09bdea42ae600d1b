#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A pack that only a multi-pack-index names is read through it.
. "$(dirname "$0")/lib.sh"

repo
old=$(mint github old) new=$(mint github new)
seq 400 >a
echo "token = $old" >b
commit 'Old'
git repack -q -d
seq 7 400 >a
echo "token = $new" >b
commit 'New'
git repack -q -d
git multi-pack-index write
rm -f .git/objects/pack/*.idx
patrol 1 git . -f json
check "has('$old') and has('$new') and r['coverage']['complete']"
rm -f .git/objects/pack/multi-pack-index
patrol 3 git .
