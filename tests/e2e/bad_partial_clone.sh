#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What a partial clone left out is counted, and never called clean.
. "$(dirname "$0")/lib.sh"

repo
echo "token = $(mint github)" >a
echo x >b
commit 'Base'
git config uploadpack.allowFilter true
git clone -q --no-checkout --filter=blob:none "file://$PWD" ../partial
patrol 3 git ../partial -f json
check "gaps == {'missing-object': 2} and n == 0"
patrol 3 git ../partial
says '(left out by a partial clone)' "$out"
says_left_out() {
  patrol 3 git "$@" -f json
  check "{g['reason'] for g in r['coverage']['gaps']} == {'missing-object'}"
  check "all('(left out by a partial clone)' in g['detail'] \
for g in r['coverage']['gaps'])"
}
says_left_out ../partial --range HEAD
says_left_out ../partial --branch main
says_left_out ../partial --since 2000-01-01
git -C ../partial read-tree HEAD
git -C ../partial update-ref HEAD "$(git -C ../partial commit-tree \
  "$(git -C ../partial hash-object -t tree -w /dev/null)" -m Empty)"
says_left_out ../partial --staged
git clone -q --no-checkout --filter=tree:0 "file://$PWD" ../treeless
patrol 3 git ../treeless -f json
check "gaps == {'missing-object': 1}"
says_left_out ../treeless --range HEAD
