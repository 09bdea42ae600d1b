#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Lines that a rename adds are found under the new name.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
seq 100 >a
commit 'A file'
git mv a b
echo "token = $t" >>b
patrol 0 git . --staged -q
git add b
patrol 1 git . --staged -f json
check "at('$t')['path'] == 'b' and at('$t')['line'] == 101"
check "at('$t')['reach'] == 'index' and at('$t')['commit'] is None"
commit 'Rename it'
patrol 1 git . -f json
check "at('$t')['path'] == 'b' and at('$t')['in_head']"
check "at('$t')['commit'] == '$(git rev-parse HEAD)'"
