#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A folder: .git is left out, ignored files are scanned and labelled.
. "$(dirname "$0")/lib.sh"

repo
tracked=$(mint github tracked) ignored=$(mint github ignored)
history=$(mint github history) hidden=$(mint github hidden)
echo "token = $history" >old
commit 'Base'
git rm -q old
mkdir sub
echo '.env' >.gitignore
echo "token = $tracked" >a
echo "token = $ignored" >sub/.env
echo "token = $hidden" >.git/config.bak
commit 'Files'

patrol 1 dir . -f json
check "at('$tracked')['path'] == 'a' and not at('$tracked')['ignored']"
check "at('$ignored')['path'] == 'sub/.env' and at('$ignored')['ignored']"
check "n == 2 and at('$tracked')['reach'] == 'none'"
patrol 1 dir .
says 'sub/.env:1:9  ignored by .gitignore' "$out"
cd ..
patrol 1 dir repo/a repo/sub -f json
check "paths('$tracked') == ['repo/a'] and at('$ignored')['ignored']"
