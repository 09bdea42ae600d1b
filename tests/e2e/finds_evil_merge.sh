#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What only a merge commit brings in is found, and the merge named.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
echo base >a
commit 'Base'
git checkout -q -b side
echo side >b
commit 'Side'
git checkout -q main
echo main >a
commit 'Main'
git merge -q --no-commit side
echo "token = $t" >>a
echo "token = $t" >>evil
commit 'Merge side'

patrol 1 git . -f json
check "paths('$t') == ['a', 'evil']"
check "all(l['commit'] == '$(git rev-parse HEAD)' and l['in_head'] and l['reach'] == 'ref' for l in find('$t')['locations'])"
