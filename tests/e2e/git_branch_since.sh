#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# With --branch and --since only the commits that both choose count.
. "$(dirname "$0")/lib.sh"

repo
old=$(mint github old) side=$(mint github side) new=$(mint github new)
clock=1600000000
echo "token = $old" >a
commit 'Old'
git checkout -q -b side
clock=1650000000
echo "token = $side" >b
commit 'Side'
git checkout -q main
clock=1700000000
echo "token = $new" >c
commit 'New'
git checkout -q --detach

patrol 1 git . --branch main -f json
check "has('$old') and has('$new') and not has('$side')"
patrol 1 git . --branch main --branch side -f json
check "n == 3"
patrol 1 git . --branch main --since 2022-01-01 -f json
check "has('$new') and n == 1"
patrol 1 git . --since 2022-01-01 -f json
check "has('$new') and has('$side') and n == 2"
patrol 0 git . --since '2 weeks ago'
patrol 2 git . --since 'the other day'
says 'the other day'
patrol 2 git . --branch nowhere
says "'nowhere' names no commit"
patrol 1 git . --branch side --since 2021-01-01 -f json
check "at('$side')['ref'] == 'refs/heads/side' and not at('$side')['in_head']"
patrol 1 git . --since 2022-01-01 -f json
check "at('$new')['ref'] == 'refs/heads/main' and at('$new')['in_head']"
