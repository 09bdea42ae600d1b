#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A tag may point to a tree: its files are reachable and have a path.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
mkdir dir
echo "token = $t" >dir/a
git add .
git tag -a -m 'The tree' tree "$(git write-tree)"
git rm -rqf .
commit 'Base'

patrol 1 git . -f json
check "at('$t')['path'] == 'dir/a' and at('$t')['commit'] is None"
check "at('$t')['reach'] == 'ref' and at('$t')['ref'] == 'refs/tags/tree'"
