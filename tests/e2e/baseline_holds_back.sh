#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A baseline holds back what it lists: sorted, one line each, and nothing more.
. "$(dirname "$0")/lib.sh"

repo
old=$(mint github old) other=$(mint npm other) new=$(mint github new)
echo "token = $old; npm = $other" >a
commit 'Base'
patrol 0 baseline . -o list
says '2 critical'
LC_ALL=C sort -c list || die 'not sorted'
grep -qE '^[0-9a-f]{32}  npm-access-token  a$' list || die 'no such line'
patrol 0 baseline .
cmp "$out" list || die 'another order'

patrol 0 git . -b list
says 'Held back 2: 2 baseline' "$out"
echo "token = $new" >b
commit 'New'
patrol 1 git . -b list -f json --show-suppressed
check "n == 1 and has('$new') and find('$old')['suppression'] == 'baseline'"
patrol 1 dir . -b list -f json
check "n == 1 and has('$new')"
echo '<<<<<<< HEAD' >>list
patrol 2 git . -b list
says 'list:5: unresolved merge conflict'
patrol 2 git . -b none

# What a scan can leave out, a baseline can leave out.
printf '[scan]\ndisable_rules = ["npm-*"]\n' >.patrol.toml
patrol 0 baseline . -o -
! grep -q npm "$out" || die 'the configuration is not read'
patrol 0 baseline . --no-config -j 1
grep -q npm "$out" || die 'the configuration is read'
patrol 0 baseline . --no-config --exclude a
! grep -q '  a$' "$out" || die 'a is not left out'
cp .patrol.toml "$scratch/other.toml"
rm .patrol.toml
patrol 0 baseline . -c "$scratch/other.toml"
! grep -q npm "$out" || die 'the named configuration is not read'
patrol 3 baseline . --max-size 10
