#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Objects that something names and that are not there are counted, and the rest is searched.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
for i in 1 2 3; do
  mkdir -p "dir$i"
  echo "$i" >"dir$i/a"
  commit "Version $i"
done
echo "token = $t" >token
commit 'Token'
drop() { rm -f ".git/objects/$(git rev-parse "$1" | sed 's|..|&/|')"; }
drop HEAD:dir1/a
patrol 1 git . -f json
check "has('$t') and gaps == {'missing-object': 1}"
check "r['coverage']['gaps'][0]['detail'] == 'a'"
drop HEAD:dir2
drop HEAD~2
patrol 1 git . -f json
check "at('$t')['in_head'] and gaps == {'missing-object': 3}"
patrol 3 git . --strict
drop HEAD:token
patrol 3 git . -f json
check "gaps == {'missing-object': 4}"
patrol 3 git . --range HEAD
patrol 3 git .
says 'Not read, so secrets may be left in it:' "$out"
