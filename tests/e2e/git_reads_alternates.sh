#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Objects that a repository borrows from another are read too.
. "$(dirname "$0")/lib.sh"

repo lender
t=$(mint github) s=$(mint github own)
echo "token = $t" >a
commit 'Base'
cd ..
git clone -q --shared lender borrower
cd borrower
echo "token = $s" >b
commit 'Own'
test ! -e .git/objects/"$(git rev-parse HEAD^ | cut -c1-2)"/"$(git rev-parse HEAD^ | cut -c3-)"

patrol 1 git . -f json
check "at('$t')['in_head'] and at('$s')['in_head'] and r['coverage']['complete']"
mv ../lender ../gone
patrol 1 git . -f json
check "not has('$t') and has('$s') and not r['coverage']['complete']"
check "gaps['missing-object'] >= 1"
cd ..
repo alone
commit 'Base'
echo /nonexistent/objects >.git/objects/info/alternates
patrol 3 git . -f json
check "gaps == {'unreadable': 1}"
patrol 3 git . --range HEAD
says '/nonexistent/objects  alternate: No such file' "$out"
