#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A shallow clone is warned of, and never called clean.
. "$(dirname "$0")/lib.sh"

repo
old=$(mint github old) new=$(mint github new)
echo "token = $old" >a
commit 'Base'
git rm -q a
echo x >b
commit 'Clean'
git clone -q --depth 1 "file://$PWD" ../shallow
cd ../shallow
patrol 3 git . -f json
check "gaps == {'shallow-history': 1} and n == 0"
patrol 3 git .
says "git fetch --unshallow" "$out"
says 'No secrets found in what was read.' "$out"
patrol 3 git . --range HEAD
patrol 3 git . --since 2000-01-01
echo "token = $new" >c
commit 'Slip'
patrol 1 git . -f json
check "has('$new') and gaps == {'shallow-history': 1}"
patrol 3 git . --strict
git fetch -q --unshallow
patrol 1 git . --strict -f json
check "has('$old') and gaps == {}"
