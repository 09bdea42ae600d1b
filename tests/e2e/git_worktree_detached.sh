#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A commit that only the detached HEAD of a linked worktree holds is reachable.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github) staged=$(mint github staged)
commit 'Base'
git worktree add -q --detach ../linked
cd ../linked
echo "token = $t" >a
commit 'Detached'
echo "token = $staged" >b
git add b

patrol 1 git . -f json
check "at('$t')['reach'] == 'ref' and at('$t')['path'] == 'a'"
check "at('$t')['in_head']"
patrol 1 git . --staged -f json
check "at('$staged')['path'] == 'b' and n == 1"
patrol 1 git ../repo -f json
check "at('$t')['reach'] == 'ref' and at('$t')['path'] == 'a'"

# From another worktree its index and the reflog of its HEAD are read too.
slip=$(mint github slip)
git reset -q --hard
echo "token = $slip" >c
commit 'Slip'
git reset -q --hard HEAD^
echo "token = $staged" >b
git add b
patrol 1 git ../repo -f json
check "at('$staged')['path'] == 'b' and at('$staged')['reach'] == 'index'"
check "at('$slip')['path'] == 'c' and at('$slip')['reach'] == 'reflog'"
cd ../repo
own=$(mint github own)
echo "token = $own" >d
git add d
patrol 1 git ../linked -f json
check "at('$own')['path'] == 'd' and at('$own')['reach'] == 'index'"
