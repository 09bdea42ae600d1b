#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# With --staged only what the index adds to HEAD counts.
. "$(dirname "$0")/lib.sh"

repo
old=$(mint github old) new=$(mint github new) work=$(mint github work)
echo "token = $old" >a
commit 'Base'
{ echo moved; echo "  token = $old"; echo "token = $new"; } >a
git add a
echo "token = $work" >b

patrol 1 git . --staged -f json
check "n == 1 and at('$new')['path'] == 'a' and at('$new')['line'] == 3"
check "at('$new')['reach'] == 'index' and r['scan']['selection'] == 'staged'"
patrol 1 git --cached -f json
check "n == 1"
git reset -q
patrol 0 git . --staged
says 'No secrets found' "$out"
