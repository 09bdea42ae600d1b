#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A blob in a tree of no commit is found, with its path in that tree.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
mkdir dir
echo "token = $t" >dir/a
git add dir/a
git write-tree >/dev/null
git rm -q --cached dir/a
rm -r dir

patrol 1 git . -f json
check "at('$t')['path'] == 'dir/a' and at('$t')['reach'] == 'dangling'"
check "at('$t')['commit'] is None"
