#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# With --staged and --range names of files count as well.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
echo same >a
commit 'Base'
cp a "$t.txt"
git add .

patrol 1 git . --staged -f json
check "at('$t')['place'] == 'file-name' and n == 1"
commit 'Name'
patrol 1 git . --range HEAD^..HEAD -f json
check "at('$t')['place'] == 'file-name' and n == 1"
check "at('$t')['commit'] == '$(git rev-parse HEAD)'"
