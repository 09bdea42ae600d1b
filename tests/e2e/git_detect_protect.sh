#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The names detect and protect of older tools work.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github) s=$(mint github staged)
echo "token = $t" >a
commit 'Base'
echo "token = $s" >b
git add b

patrol 1 detect . -f json
check "has('$t') and has('$s')"
patrol 1 protect -f json
check "has('$s') and n == 1"
for selection in '--range HEAD' '--branch main' '--since yesterday'; do
  patrol 2 protect $selection
  says 'protect looks at what is staged'
done
